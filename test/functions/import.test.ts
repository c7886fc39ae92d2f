import { describe, expect, test } from 'vitest';
import { check } from '../../functions/lib/import/check.ts';
import {
  plan,
  type Page,
  type StoredProduct,
  type StoredVariant,
  type Transaction,
} from '../../functions/lib/import/plan.ts';
import { Refusal } from '../../functions/lib/refusal.ts';
import type { ImportProductInput, VariantInput } from '../../functions/generated/schema.ts';

const context = { newId: 'new-id', now: '2026-11-21T02:00:00.000Z', currency: 'EUR' };

describe('checking a product', () => {
  test('puts every default in its place', () => {
    expect(check(mug(), 'EUR')).toEqual({
      handle: 'enamel-mug',
      title: 'Enamel mug',
      description: '',
      status: 'ACTIVE',
      category: { id: 'kitchen', name: 'Kitchen' },
      taxClass: 'STANDARD',
      tags: [],
      options: [],
      media: [],
      variants: [{ sku: 'MUG', title: 'Enamel mug', selectedOptions: [], price: 1999, stock: 0 }],
    });
  });

  test('names a variant after its choices', () => {
    const shirt = mug({
      options: [
        { name: 'Size', values: ['M', 'L'] },
        { name: 'Colour', values: ['Blue'] },
      ],
      variants: [variant('S-M', { selectedOptions: [choice('Size', 'M'), choice('Colour', 'Blue')] })],
    });
    expect(check(shirt, 'EUR').variants[0]?.title).toBe('M / Blue');
  });

  test.each<[string, Partial<ImportProductInput>, string, RegExp]>([
    ['a handle with capitals', { handle: 'Enamel-Mug' }, 'InvalidInput', /^handle: /],
    ['a blank title', { title: '  ' }, 'InvalidInput', /^title: /],
    ['no variants', { variants: [] }, 'InvalidInput', /^variants: /],
    ['61 variants', { variants: numbered(61) }, 'LimitReached', /60 at most/],
    ['a SKU with a #', { variants: [variant('A#B')] }, 'InvalidInput', /^variants\[0\]\.sku: /],
    ['the same SKU twice', { variants: [variant('A'), variant('A')] }, 'AlreadyExists', /A is there twice/],
    ['another currency', { variants: [variant('A', { price: euros(1, 'USD') })] }, 'CurrencyMismatch', /EUR/],
    [
      'a negative price',
      { variants: [variant('A', { price: euros(-1) })] },
      'InvalidInput',
      /^variants\[0\]\.price: /,
    ],
    [
      'negative stock',
      { variants: [variant('A', { stock: -1 })] },
      'InvalidInput',
      /^variants\[0\]\.stock: /,
    ],
    ['a missing choice', { options: [{ name: 'Size', values: ['M'] }] }, 'InvalidInput', /every option/],
    [
      'an unknown choice',
      {
        options: [{ name: 'Size', values: ['M'] }],
        variants: [variant('A', { selectedOptions: [choice('Size', 'XL')] })],
      },
      'InvalidInput',
      /Size has no XL/,
    ],
  ])('refuses %s', (_case, changes, errorType, message) => {
    const refusal = refusalOf(() => check(mug(changes), 'EUR'));
    expect(refusal.errorType).toBe(errorType);
    expect(refusal.message).toMatch(message);
  });
});

describe('planning the writes', () => {
  test('a new product takes one transaction', () => {
    const transactions = plan(check(mug(), 'EUR'), undefined, context);
    expect(transactions).toHaveLength(1);
    const [{ product, replaces, variants }] = transactions as [Transaction];
    expect(replaces).toBeUndefined();
    expect(product).toMatchObject({
      productId: 'new-id',
      sellerId: 'shop',
      minPrice: 1999,
      variantCount: 1,
      version: 1,
    });
    expect(variants).toMatchObject([
      { kind: 'create', item: { sku: 'MUG', available: 0, reserved: 0, active: true } },
    ]);
  });

  test('the same product again takes none', () => {
    const wanted = check(mug(), 'EUR');
    expect(plan(wanted, stored(plan(wanted, undefined, context)), { ...context, now: later })).toEqual([]);
  });

  test('a variant keeps its reorder point unless the import names another', () => {
    const first = (changes: Partial<VariantInput>, page?: Page) =>
      plan(check(mug({ variants: [variant('MUG', changes)] }), 'EUR'), page, context);
    const page = stored(first({ reorderPoint: 5 }));
    expect(page.variants).toMatchObject([{ reorderPoint: 5 }]);
    expect(first({}, page)).toEqual([]);
    expect(first({ reorderPoint: 7 }, page)[0]!.variants).toMatchObject([{ item: { reorderPoint: 7 } }]);
    const negative = refusalOf(() => first({ reorderPoint: -1 }));
    expect(negative.message).toMatch(/^variants\[0\]\.reorderPoint: /);
  });

  test('a variant that is there keeps its stock, whatever the import says', () => {
    const page = stored(plan(check(mug(), 'EUR'), undefined, context), { available: 7, reserved: 2 });
    const [change] = plan(
      check(mug({ variants: [variant('MUG', { stock: 100, price: euros(2500) })] }), 'EUR'),
      page,
      context,
    );
    expect(change?.replaces).toBe(1);
    expect(change?.product).toMatchObject({ minPrice: 2500, maxPrice: 2500, version: 2 });
    expect(change?.variants).toMatchObject([
      { kind: 'change', version: 1, item: { available: 7, reserved: 2, price: 2500 } },
    ]);
  });

  test('a variant that the import does not name stays, and follows the title and the status', () => {
    const page = stored(
      plan(
        check(
          mug({ variants: [variant('A'), variant('B', { price: euros(900) })].map(sized), options: sizes }),
          'EUR',
        ),
        undefined,
        context,
      ),
    );
    const renamed = check(
      mug({ title: 'Steel mug', status: 'DRAFT', options: sizes, variants: [sized(variant('A'), 0)] }),
      'EUR',
    );
    const [change] = plan(renamed, page, context);
    expect(change?.product).toMatchObject({ variantCount: 2, minPrice: 900, title: 'Steel mug' });
    expect(change?.variants.map(({ item }) => [item.sku, item.productTitle, item.active])).toEqual([
      ['A', 'Steel mug', false],
      ['B', 'Steel mug', false],
    ]);
  });

  test('60 new variants take two transactions of 100 actions at most, each leaving a whole product', () => {
    const many = check(
      mug({
        options: [
          { name: 'No', values: numbers(50) },
          { name: 'Of', values: ['1', '2'] },
        ],
        variants: numbered(60),
      }),
      'EUR',
    );
    const [first, second, ...others] = plan(many, undefined, context);
    expect(others).toEqual([]);
    expect(first?.variants).toHaveLength(49);
    expect(first?.product).toMatchObject({ variantCount: 49, version: 1 });
    expect(second?.replaces).toBe(1);
    expect(second?.product).toMatchObject({ variantCount: 60, version: 2 });
    expect([...first!.variants, ...second!.variants].map(({ item }) => item.sku)).toEqual(
      many.variants.map(({ sku }) => sku),
    );
  });

  test('more variants than a product may have are refused, counting those that stay', () => {
    const options = [
      { name: 'No', values: numbers(50) },
      { name: 'Of', values: ['1', '2'] },
    ];
    const page = stored(plan(check(mug({ options, variants: numbered(60) }), 'EUR'), undefined, context));
    const another = check(mug({ options, variants: [{ ...numbered(61)[60]!, sku: 'ONE-MORE' }] }), 'EUR');
    expect(refusalOf(() => plan(another, page, context)).errorType).toBe('LimitReached');
  });
});

const later = '2026-11-22T02:00:00.000Z';
const sizes = [{ name: 'Size', values: ['M', 'L'] }];

function mug(changes: Partial<ImportProductInput> = {}): ImportProductInput {
  return {
    handle: 'enamel-mug',
    title: 'Enamel mug',
    category: { id: 'kitchen', name: 'Kitchen' },
    variants: [variant('MUG')],
    ...changes,
  };
}

function variant(sku: string, changes: Partial<VariantInput> = {}): VariantInput {
  return { sku, price: euros(1999), ...changes };
}

/** Gives a variant a size of its own by its place. */
function sized(one: VariantInput, place: number): VariantInput {
  return { ...one, selectedOptions: [choice('Size', sizes[0]!.values[place]!)] };
}

function numbered(count: number): VariantInput[] {
  return Array.from({ length: count }, (_, at) =>
    variant(`SKU-${at}`, {
      selectedOptions: [choice('No', String((at % 50) + 1)), choice('Of', at < 50 ? '1' : '2')],
    }),
  );
}

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, at) => String(at + 1));
}

function choice(name: string, value: string) {
  return { name, value };
}

function euros(amount: number, currency = 'EUR') {
  return { amount, currency };
}

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** The page that transactions leave behind. */
function stored(transactions: Transaction[], stock: { available?: number; reserved?: number } = {}): Page {
  return {
    product: transactions.at(-1)!.product as StoredProduct,
    variants: transactions.flatMap(({ variants }) =>
      variants.map(({ item }) => ({ ...item, ...stock }) as StoredVariant),
    ),
  };
}
