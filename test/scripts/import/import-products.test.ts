import { describe, expect, it } from 'vitest';
import { importProducts } from '../../../scripts/import/import-products.ts';
import { withRetries } from '../../../scripts/import/retry.ts';
import type { Row, Send } from '../../../scripts/import/row.ts';
import { seedRows } from '../../../scripts/seed/goods.ts';
import { problemOf } from '../../../scripts/import/check.ts';

const row = (line: number, handle = `mug-${line}`): Row => ({
  line,
  product: {
    handle,
    title: 'Mug',
    category: { id: 'kitchen', name: 'Kitchen' },
    variants: [{ sku: handle, price: { amount: 500, currency: 'EUR' } }],
  },
});

/** A shop that remembers handles, and refuses what it is told to. */
function shop(refuses: readonly string[] = []) {
  const known = new Set<string>();
  const batches: number[] = [];
  const send: Send = async (products) => {
    batches.push(products.length);
    const report = {
      created: 0,
      updated: 0,
      unchanged: 0,
      refused: [] as Awaited<ReturnType<Send>>['refused'],
    };
    products.forEach(({ handle }, index) => {
      if (refuses.includes(handle))
        report.refused.push({ index, handle, errorType: 'InvalidInput', message: 'No.' });
      else if (known.has(handle)) report.unchanged += 1;
      else {
        known.add(handle);
        report.created += 1;
      }
    });
    return report;
  };
  return { send, batches };
}

describe('an import', () => {
  it('sends batches, and counts what became of the products', async () => {
    const { send, batches } = shop();
    const rows = Array.from({ length: 7 }, (_, index) => row(index + 1));
    const progress: number[] = [];
    const first = await importProducts(rows, send, { batch: 3, onProgress: (done) => progress.push(done) });
    expect(first).toEqual({ created: 7, updated: 0, unchanged: 0, refused: [] });
    expect(batches).toEqual([3, 3, 1]);
    expect(progress).toEqual([3, 6, 7]);
    expect(await importProducts(rows, send)).toMatchObject({ created: 0, unchanged: 7 });
  });

  it('reports every refused row by its line and goes on', async () => {
    const { send } = shop(['mug-4']);
    const long = row(6) as { line: number; product: { title: string } };
    long.product.title = 'x'.repeat(201);
    const rows = [
      row(1),
      { line: 2, problem: 'Not YAML.' },
      row(3, 'mug-1'),
      row(4),
      row(5, 'Not A Handle'),
      long as Row,
    ];
    const heard: number[] = [];
    const { created, refused } = await importProducts(rows, send, {
      onRefused: ({ line }) => heard.push(line),
    });
    expect(created).toBe(1);
    expect(heard).toEqual(expect.arrayContaining([2, 3, 4, 5, 6]));
    expect([...refused].sort((one, other) => one.line - other.line)).toMatchObject([
      { line: 2, reason: 'Not YAML.' },
      { line: 3, reason: 'The handle was used on line 1 before.' },
      { line: 4, reason: 'InvalidInput: No.' },
      { line: 5, reason: expect.stringContaining('cannot be a handle') },
      { line: 6, reason: '201 characters of title are more than 200.' },
    ]);
  });

  it('holds one batch at a time of what is read', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Row> {
      for (;;) yield row(++read);
    }
    const seen: number[] = [];
    const send: Send = async () => {
      seen.push(read);
      if (seen.length === 3) throw new Error('enough');
      return { created: 5, updated: 0, unchanged: 0, refused: [] };
    };
    await expect(importProducts(endless(), send, { batch: 5 })).rejects.toThrow('enough');
    expect(seen).toEqual([5, 10, 15]);
  });

  it.each([0, 26, 1.5])('has no batches of %d', async (batch) => {
    await expect(importProducts([], shop().send, { batch })).rejects.toThrow(RangeError);
  });
});

describe('sending', () => {
  const quick = { pause: 0, attempts: 3 };
  const failing = (times: number, failure: unknown) => {
    let tries = 0;
    return {
      action: async () => {
        tries += 1;
        if (tries <= times) throw failure;
        return 'sent';
      },
      tries: () => tries,
    };
  };

  it.each([
    ['throttling', { errors: [{ errorType: 'Lambda:TooManyRequestsException', message: 'Rate exceeded' }] }],
    ['a network that is away', { errors: [{ message: 'Network Error' }] }],
    ['contention', { errors: [{ errorType: 'Contention', message: 'Too many are doing this at once.' }] }],
    [
      'a refused connection',
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }),
    ],
  ])('is tried again after %s', async (_name, failure) => {
    const { action } = failing(2, failure);
    expect(await withRetries(action, quick)).toBe('sent');
  });

  it('is not tried again when it would fail again', async () => {
    const unauthorized = {
      errors: [{ errorType: 'Unauthorized', message: 'Not Authorized to access importProducts' }],
    };
    const { action, tries } = failing(1, unauthorized);
    await expect(withRetries(action, quick)).rejects.toBe(unauthorized);
    expect(tries()).toBe(1);
  });

  it('gives up in the end', async () => {
    const { action, tries } = failing(9, new Error('Network Error'));
    await expect(withRetries(action, quick)).rejects.toThrow('Network Error');
    expect(tries()).toBe(3);
  });
});

describe('the demo goods', () => {
  it('are goods the shop takes, each in a category that is there', () => {
    expect(seedRows.map(({ product }) => problemOf(product)).filter(Boolean)).toEqual([]);
    for (const { product } of seedRows) expect(product.category.name).not.toBe(product.category.id);
  });

  it('offer every choice that a variant makes, and no other', () => {
    for (const { product } of seedRows) {
      for (const { selectedOptions } of product.variants) {
        expect(selectedOptions?.map(({ name }) => name)).toEqual(product.options?.map(({ name }) => name));
        expect(selectedOptions?.every(({ value }) => value !== '')).toBe(true);
      }
    }
  });
});
