import { describe, expect, test } from 'vitest';
import {
  admin,
  cancelled,
  customer,
  failed,
  refused,
  seller,
  staff,
  type HandlerContext,
} from './context.ts';
import { errorOf, evaluate } from './evaluate.ts';
import { blue, category, keyOf, product, variant } from './goods.ts';
import { page, walk, type Answer, type Call } from './walk.ts';

const money = (amount: number, currency = 'EUR') => ({ amount, currency });
const done: Answer = { result: { keys: [], cancellationReasons: null } };
const answerOf = ({ result, error }: HandlerContext): Answer => ({ result, error });

const red = {
  sku: 'MUG-RED',
  price: money(1250),
  stock: 5,
  selectedOptions: [{ name: 'Colour', value: 'Red' }],
};
const mug = {
  handle: 'enamel-mug',
  title: ' Enamel mug ',
  categoryId: 'kitchen',
  options: [{ name: 'Colour', values: ['Red', 'Blue'] }],
  variants: [
    red,
    { sku: 'MUG-BLUE', price: money(1400), selectedOptions: [{ name: 'Colour', value: 'Blue' }] },
  ],
};
const idempotencyKey = 'keep-0001';
const creating = (changes: object = {}, by = staff) =>
  by({ arguments: { input: { ...mug, ...changes }, idempotencyKey } });

/** A table with the product and its variants, and an answer to the write. */
const table =
  (
    write: Answer,
    items: object[] = [product(), blue(), variant()],
    claim: object | null = { productId: 'p1' },
  ) =>
  ({ step }: Call): Answer =>
    step === 'readRequest'
      ? { result: null }
      : step === 'readSkuClaim'
        ? { result: claim }
        : step === 'readProductPage'
          ? page(items)
          : write;

describe('creating a product', () => {
  test('is one transaction in which everything is new and the category exists', async () => {
    const { calls, result } = await walk('Mutation.createProduct', creating(), () => done);
    const actions = calls[0]!.request.transactItems;
    const isNew = 'attribute_not_exists(#pk)';
    expect(
      actions.map(({ operation, key, condition }: any) => [operation, key.pk.S, condition.expression]),
    ).toEqual([
      [
        'PutItem',
        '$shop#customerId_staff-1#operation_createProduct#key_keep-0001',
        'attribute_not_exists(#pk) OR #expiresAt <= :now',
      ],
      ['PutItem', `$shop#productId_${result.id}`, isNew],
      ['PutItem', '$shop#handle_enamel-mug', isNew],
      ['ConditionCheck', '$shop#categoryId_kitchen', 'attribute_exists(#pk)'],
      ['PutItem', '$shop#sku_MUG-RED', isNew],
      ['PutItem', `$shop#productId_${result.id}`, isNew],
      ['PutItem', '$shop#sku_MUG-BLUE', isNew],
      ['PutItem', `$shop#productId_${result.id}`, isNew],
    ]);
    expect(actions[1].attributeValues).toMatchObject({
      sellerId: { S: 'shop' },
      minPrice: { N: 1250 },
      maxPrice: { N: 1400 },
      variantCount: { N: 2 },
    });
    expect(actions[5].attributeValues).toMatchObject({
      available: { N: 5 },
      reserved: { N: 0 },
      active: { BOOL: false },
      productTitle: { S: 'Enamel mug' },
    });
    expect(result).toMatchObject({
      title: 'Enamel mug',
      status: 'DRAFT',
      sellerId: null,
      version: 1,
      variants: {
        items: [
          { sku: 'MUG-RED', title: 'Red', available: 5 },
          { sku: 'MUG-BLUE', title: 'Blue', available: 0 },
        ],
      },
    });
  });

  test("of a seller is the seller's, whatever the input says", async () => {
    const context = creating({ sellerId: 'rival' }, (said) => seller('sam', said));
    const { result } = await walk('Mutation.createProduct', context, () => done);
    expect(result.sellerId).toBe('sam');
  });

  test('of 30 variants fits a transaction', async () => {
    const variants = Array.from({ length: 30 }, (_, index) => ({
      sku: `S-${index}`,
      price: money(1),
      selectedOptions: [{ name: 'Size', value: `${index}` }],
    }));
    const options = [{ name: 'Size', values: variants.map((_, index) => `${index}`) }];
    const { result } = await evaluate('Mutation.createProduct', 'request', creating({ variants, options }));
    expect(result.transactItems).toHaveLength(64);
  });

  test.each<[string, (object | null | undefined)[], object]>([
    [
      'a handle that is taken',
      [undefined, undefined, {}],
      { type: 'AlreadyExists', info: { handle: 'enamel-mug' } },
    ],
    [
      'a category that is not there',
      [undefined, undefined, undefined, null],
      { type: 'NotFound', info: { categoryId: 'kitchen' } },
    ],
    [
      'SKUs that are taken',
      [undefined, undefined, undefined, undefined, {}, undefined, {}, undefined],
      { type: 'AlreadyExists', info: { skus: ['MUG-RED', 'MUG-BLUE'] } },
    ],
  ])('with %s is refused', async (_what, reasons, error) => {
    const answer = answerOf(cancelled(staff(), ...reasons));
    expect((await walk('Mutation.createProduct', creating(), () => answer)).error).toMatchObject(error);
  });

  const one = (changes: object) => ({ variants: [{ ...red, ...changes }] });
  test.each<[string, object, string, string]>([
    ['a handle with capitals', { handle: 'Mug' }, 'InvalidInput', 'handle'],
    ['a handle with #', { handle: 'mug#1' }, 'InvalidInput', 'handle'],
    ['a long handle', { handle: 'm'.repeat(101) }, 'InvalidInput', 'handle'],
    ['no title', { title: ' ' }, 'InvalidInput', 'title'],
    ['a long title', { title: 'x'.repeat(201) }, 'InvalidInput', 'title'],
    ['a long description', { description: 'x'.repeat(10_001) }, 'InvalidInput', 'description'],
    ['a long vendor', { vendor: 'x'.repeat(201) }, 'InvalidInput', 'vendor'],
    ['a category with #', { categoryId: 'a#b' }, 'InvalidInput', 'categoryId'],
    ['51 tags', { tags: Array.from({ length: 51 }, (_, index) => `${index}`) }, 'InvalidInput', 'tags'],
    ['an empty tag', { tags: [''] }, 'InvalidInput', 'tags'],
    [
      '21 pictures',
      { media: Array.from({ length: 21 }, () => ({ source: 'a.jpg' })) },
      'InvalidInput',
      'media',
    ],
    [
      'four options',
      { options: ['A', 'B', 'C', 'D'].map((name) => ({ name, values: ['x'] })) },
      'InvalidInput',
      'options',
    ],
    [
      'an option without a choice',
      { options: [{ name: 'A', values: [] }] },
      'InvalidInput',
      'options.values',
    ],
    [
      'an option twice',
      {
        options: [
          { name: 'A', values: ['x'] },
          { name: 'A', values: ['x'] },
        ],
      },
      'InvalidInput',
      'options.name',
    ],
    ['a choice twice', { options: [{ name: 'A', values: ['x', 'x'] }] }, 'InvalidInput', 'options.values'],
    ['no variant', { variants: [] }, 'InvalidInput', 'variants'],
    ['31 variants', { variants: Array.from({ length: 31 }, () => red) }, 'InvalidInput', 'variants'],
    [
      'a SKU twice',
      { variants: [red, { ...mug.variants[1], sku: 'MUG-RED' }] },
      'InvalidInput',
      'variants.sku',
    ],
    ['a SKU with #', one({ sku: 'MUG#RED' }), 'InvalidInput', 'variants.sku'],
    [
      'an unknown choice',
      one({ selectedOptions: [{ name: 'Colour', value: 'Green' }] }),
      'InvalidInput',
      'variants.selectedOptions',
    ],
    ['a missing choice', one({ selectedOptions: [] }), 'InvalidInput', 'variants.selectedOptions'],
    ['a negative price', one({ price: money(-1) }), 'InvalidInput', 'variants.price'],
    ['a huge price', one({ price: money(2_000_000_001) }), 'InvalidInput', 'variants.price'],
    ['another currency', one({ price: money(1250, 'USD') }), 'CurrencyMismatch', 'variants.price'],
    [
      'another currency before',
      one({ compareAtPrice: money(1, 'usd') }),
      'CurrencyMismatch',
      'variants.compareAtPrice',
    ],
    ['a negative stock', one({ stock: -1 }), 'InvalidInput', 'variants.stock'],
    ['a huge stock', one({ stock: 1_000_001 }), 'InvalidInput', 'variants.stock'],
    ['a negative weight', one({ weightGrams: -1 }), 'InvalidInput', 'variants.weightGrams'],
  ])('refuses %s', async (_what, changes, type, field) => {
    expect(await errorOf('Mutation.createProduct', 'request', creating(changes))).toMatchObject({
      type,
      info: { field },
    });
  });

  test('refuses the same choice twice', async () => {
    const variants = [red, { ...red, sku: 'MUG-RED-2' }];
    expect(await errorOf('Mutation.createProduct', 'request', creating({ variants }))).toMatchObject({
      type: 'AlreadyExists',
      info: { selectedOptions: 'Red', sku: 'MUG-RED-2' },
    });
  });
});

describe('changing a product', () => {
  const changing = (changes: object, version = 3) =>
    staff({ arguments: { input: { id: 'p1', version, ...changes } } });

  test('on sale takes its variants along, in one transaction', async () => {
    const items = [product({ status: 'DRAFT' }), variant({ active: false })];
    const { calls, result } = await walk(
      'Mutation.updateProduct',
      changing({ status: 'ACTIVE' }),
      table(done, items),
    );
    expect(calls.map(({ request }) => request.operation)).toEqual(['Query', 'TransactWriteItems']);
    const [head, follower, ...others] = calls[1]!.request.transactItems;
    expect(others).toEqual([]);
    expect(head).toMatchObject({
      key: keyOf(product()),
      update: { expressionValues: { ':version': { N: 4 }, ':gsi2pk': { S: '$shop#status_ACTIVE' } } },
      condition: { expression: '#version = :read', expressionValues: { ':read': { N: 3 } } },
    });
    expect(follower).toMatchObject({
      key: keyOf(variant()),
      update: { expressionValues: { ':active': { BOOL: true } } },
    });
    // Stock and price belong to the orders that come in meanwhile.
    expect(Object.values(follower.update.expressionNames)).toEqual([
      'active',
      'productTitle',
      'categoryId',
      'taxClass',
    ]);
    expect(result).toMatchObject({ status: 'ACTIVE', version: 4 });
  });

  test('in what its variants do not repeat leaves them alone', async () => {
    const { calls, result } = await walk(
      'Mutation.updateProduct',
      changing({ tags: ['new'], description: '' }),
      table(done),
    );
    expect(calls[1]!.request.transactItems).toHaveLength(1);
    expect(result).toMatchObject({ tags: ['new'], description: '', title: 'Enamel mug' });
  });

  test('to another category is on condition that it exists', async () => {
    const asked = changing({ categoryId: 'garden' });
    const { calls } = await walk('Mutation.updateProduct', asked, table(done));
    expect(calls[1]!.request.transactItems[1]).toMatchObject({
      operation: 'ConditionCheck',
      key: keyOf({ pk: '$shop#categoryId_garden', sk: '$category_1' }),
    });
    const lost = answerOf(cancelled(asked, undefined, null));
    expect((await walk('Mutation.updateProduct', asked, table(lost))).error).toMatchObject({
      type: 'NotFound',
      info: { categoryId: 'garden' },
    });
  });

  test('from another version is refused, before and during the write', async () => {
    const stale = await walk('Mutation.updateProduct', changing({ title: 'x' }, 2), table(done));
    expect(stale.error).toMatchObject({ type: 'VersionConflict', info: { version: 3 } });
    expect(stale.calls).toHaveLength(1);
    const lost = answerOf(cancelled(staff(), product({ version: 4 })));
    expect((await walk('Mutation.updateProduct', changing({ title: 'x' }), table(lost))).error?.type).toBe(
      'VersionConflict',
    );
  });

  test.each<[string, object]>([
    ['title', { title: '' }],
    ['title', { title: 'x'.repeat(201) }],
    ['description', { description: 'x'.repeat(10_001) }],
    ['categoryId', { categoryId: '' }],
    ['categoryId', { categoryId: 'a#b' }],
    ['tags', { tags: ['x'.repeat(51)] }],
    ['media.source', { media: [{ source: '' }] }],
    ['id', { id: 'p1#x' }],
  ])('refuses a bad %s: %#', async (field, changes) => {
    const { error } = await walk('Mutation.updateProduct', changing(changes), table(done));
    expect(error).toMatchObject({ type: 'InvalidInput', info: { field } });
  });
});

describe('variants', () => {
  const adding = (changes: object = {}) =>
    staff({
      arguments: {
        input: { productId: 'p1', variant: { ...red, sku: 'MUG-NEW', ...changes } },
        idempotencyKey,
      },
    });
  const without = [product(), blue()];

  test('are added with their SKU and the price range of their product', async () => {
    const asked = adding({ price: money(900) });
    const { calls, result } = await walk('Mutation.addVariant', asked, table(done, without));
    const [memory, head, claim, put] = calls[2]!.request.transactItems;
    expect(memory.key.pk.S).toBe('$shop#customerId_staff-1#operation_addVariant#key_keep-0001');
    expect(head).toMatchObject({
      key: keyOf(product()),
      update: {
        expressionValues: {
          ':minPrice': { N: 900 },
          ':maxPrice': { N: 1400 },
          ':variantCount': { N: 2 },
          ':version': { N: 4 },
        },
      },
      condition: { expressionValues: { ':read': { N: 3 } } },
    });
    expect(claim).toMatchObject({ operation: 'PutItem', key: { pk: { S: '$shop#sku_MUG-NEW' } } });
    expect(put.attributeValues).toMatchObject({ position: { N: 1 }, active: { BOOL: true } });
    expect(result).toMatchObject({ sku: 'MUG-NEW', productId: 'p1', title: 'Red' });
  });

  // Only what the step looks at: sixty whole ones are more than EvaluateCode takes.
  const sixty = Array.from({ length: 60 }, (_, index) => {
    const { sku, __edb_e__, __edb_v__ } = variant({ sku: `S-${index}` });
    return { sku, __edb_e__, __edb_v__ };
  });
  test.each<[string, HandlerContext, object[], Answer, object]>([
    ['a sixty-first', adding(), [product(), ...sixty], done, { type: 'LimitReached', info: { limit: 60 } }],
    ['a choice that is there', adding({ sku: 'X' }), [product(), variant()], done, { type: 'AlreadyExists' }],
    [
      'a SKU of the product',
      adding({ sku: 'MUG-BLUE' }),
      without,
      done,
      { type: 'AlreadyExists', info: { skus: ['MUG-BLUE'] } },
    ],
    [
      'a SKU of the shop',
      adding(),
      without,
      answerOf(cancelled(staff(), undefined, undefined, {}, undefined)),
      { type: 'AlreadyExists', info: { skus: ['MUG-NEW'] } },
    ],
    [
      'a product that changed',
      adding(),
      without,
      answerOf(cancelled(staff(), undefined, {}, undefined, undefined)),
      { type: 'VersionConflict' },
    ],
    [
      'a bad SKU',
      adding({ sku: 'A B' }),
      without,
      done,
      { type: 'InvalidInput', info: { field: 'variants.sku' } },
    ],
  ])('refuse %s', async (_what, asked, items, write, error) => {
    expect((await walk('Mutation.addVariant', asked, table(write, items))).error).toMatchObject(error);
  });

  const changing = (changes: object, version = 1) =>
    staff({ arguments: { input: { sku: 'MUG-RED', version, ...changes } } });

  test('are changed together with the price range of their product', async () => {
    const { calls, result } = await walk(
      'Mutation.updateVariant',
      changing({ price: money(2000) }),
      table(done),
    );
    expect(calls.map(({ request }) => request.operation)).toEqual(['GetItem', 'Query', 'TransactWriteItems']);
    const [head, own] = calls[2]!.request.transactItems;
    expect(head.update.expressionValues).toMatchObject({
      ':minPrice': { N: 1400 },
      ':maxPrice': { N: 2000 },
    });
    expect(own).toMatchObject({
      key: keyOf(variant()),
      update: { expressionValues: { ':price': { N: 2000 }, ':version': { N: 2 } } },
      condition: { expression: '#version = :read', expressionValues: { ':read': { N: 1 } } },
    });
    expect(own.update.expressionNames).not.toHaveProperty('#available');
    expect(result).toMatchObject({ price: money(2000), version: 2 });
  });

  test.each<[string, HandlerContext, Answer, object]>([
    ['another version', changing({ title: 'x' }, 9), done, { type: 'VersionConflict', info: { version: 1 } }],
    [
      'a change meanwhile',
      changing({ title: 'x' }),
      answerOf(cancelled(staff(), undefined, variant({ version: 2 }))),
      { type: 'VersionConflict' },
    ],
    ['an empty title', changing({ title: '' }), done, { type: 'InvalidInput', info: { field: 'title' } }],
    ['another currency', changing({ price: money(1, 'USD') }), done, { type: 'CurrencyMismatch' }],
    [
      'a negative price',
      changing({ compareAtPrice: money(-1) }),
      done,
      { type: 'InvalidInput', info: { field: 'compareAtPrice' } },
    ],
  ])('refuse %s', async (_what, asked, write, error) => {
    expect((await walk('Mutation.updateVariant', asked, table(write))).error).toMatchObject(error);
  });
});

describe('stock', () => {
  const adjusting = (changes: object = {}) =>
    staff({
      arguments: {
        input: { sku: 'MUG-RED', delta: -3, reason: 'breakage', ...changes },
        idempotencyKey: 'adjust-0001',
      },
    });

  test('is changed where it stands, together with the memory of the request', async () => {
    const { calls, result } = await walk('Mutation.adjustStock', adjusting(), table(done));
    expect(calls.map(({ step }) => step)).toEqual([
      'readSkuClaim',
      'readProductPage',
      'readRequest',
      'writeStock',
    ]);
    const [memory, stock, ...others] = calls.at(-1)!.request.transactItems;
    expect(others).toEqual([]);
    expect(memory).toMatchObject({
      operation: 'PutItem',
      key: { pk: { S: '$shop#customerId_staff-1#operation_adjustStock#key_adjust-0001' } },
      attributeValues: { request: { S: '["MUG-RED",-3,"breakage"]' } },
    });
    expect(stock).toMatchObject({
      operation: 'UpdateItem',
      key: keyOf(variant()),
      update: { expressionValues: { ':available': { N: 7 } } },
      condition: { expression: '#available = :read', expressionValues: { ':read': { N: 10 } } },
    });
    expect(stock.update.expressionNames).not.toHaveProperty('#reserved');
    expect(result).toMatchObject({ sku: 'MUG-RED', available: 7 });
  });

  test('that was sold from meanwhile is changed from what is left', async () => {
    const writes = [answerOf(cancelled(staff(), undefined, variant({ available: 4 }))), done];
    const answer = table(done);
    const { calls, result } = await walk('Mutation.adjustStock', adjusting(), (call) =>
      call.step === 'writeStock' ? writes.shift()! : answer(call),
    );
    expect(calls.at(-1)!.request.transactItems[1]).toMatchObject({
      update: { expressionValues: { ':available': { N: 1 } } },
      condition: { expressionValues: { ':read': { N: 4 } } },
    });
    expect(result.available).toBe(1);
  });

  test('that never stands still is given up after three attempts', async () => {
    const write = answerOf(cancelled(staff(), undefined, 'TransactionConflict'));
    const { calls, error } = await walk('Mutation.adjustStock', adjusting(), table(write));
    expect(calls.filter(({ step }) => step === 'writeStock')).toHaveLength(3);
    expect(error).toMatchObject({ type: 'Contention', info: { sku: 'MUG-RED' } });
  });

  test.each<[string, number, object]>([
    [
      'more than there is',
      -11,
      { type: 'OutOfStock', info: { lines: [{ sku: 'MUG-RED', wanted: 11, available: 10 }] } },
    ],
    ['more than a variant holds', 999_999, { type: 'LimitReached', info: { limit: 1_000_000 } }],
  ])('refuses %s', async (_what, delta, error) => {
    const refusal = await walk('Mutation.adjustStock', adjusting({ delta }), table(done));
    expect(refusal.error).toMatchObject(error);
    expect(refusal.calls.map(({ step }) => step)).not.toContain('writeStock');
  });

  test.each<[string, object]>([
    ['delta', { delta: 0 }],
    ['delta', { delta: 1_000_001 }],
    ['delta', { delta: -1_000_001 }],
    ['reason', { reason: '' }],
    ['reason', { reason: 'x'.repeat(201) }],
    ['sku', { sku: 'A#B' }],
  ])('refuses a bad %s: %#', async (field, changes) => {
    const { error } = await walk('Mutation.adjustStock', adjusting(changes), table(done));
    expect(error).toMatchObject({ type: 'InvalidInput', info: { field } });
  });
});

test.each([
  ['id', { id: 'p1#x' }],
  ['id', { id: '' }],
  ['productId', { productId: 'p1#x' }],
])('a product is not found by a bad %s: %#', async (field, input) => {
  expect(await errorOf('steps/readProductPage', 'request', staff({ arguments: { input } }))).toMatchObject({
    type: 'InvalidInput',
    info: { field },
  });
});

describe('whose product it is', () => {
  const inputs = {
    'Mutation.updateProduct': { id: 'p1', version: 3, title: 'x' },
    'Mutation.addVariant': { productId: 'p1', variant: { ...red, sku: 'NEW' } },
    'Mutation.updateVariant': { sku: 'MUG-RED', version: 1, title: 'x' },
    'Mutation.adjustStock': { sku: 'MUG-RED', delta: 1, reason: 'x' },
  } as const;
  const items = [product({ sellerId: 'sam' }), blue(), ...[variant({ selectedOptions: [] })]];

  describe.each(Object.entries(inputs))('%s', (field, input) => {
    const name = field as keyof typeof inputs;
    const said = { arguments: { input, idempotencyKey: 'whose-0001' } };

    test.each([
      ['its seller', seller('sam', said), true],
      ['staff', staff(said), true],
      ['an administrator', admin(said), true],
      ['another seller', seller('rival', said), false],
      ['a customer', customer('sam-2', said), false],
    ])('by %s: %#', async (_who, context, allowed) => {
      const { calls, error } = await walk(name, context, table(done, items));
      expect(error?.type).toBe(allowed ? undefined : 'NotFound');
      expect(calls.some(({ step }) => step.startsWith('write'))).toBe(allowed);
    });
  });

  test.each(['Mutation.updateVariant', 'Mutation.adjustStock'] as const)(
    '%s of an unknown SKU does not look for a product',
    async (field) => {
      const { calls, error } = await walk(
        field,
        staff({ arguments: { input: inputs[field], idempotencyKey: 'whose-0001' } }),
        table(done, [], null),
      );
      expect(calls.at(-1)!.step).toBe('readSkuClaim');
      expect(error).toMatchObject({ type: 'UnknownSku', info: { skus: ['MUG-RED'] } });
    },
  );
});

describe('categories', () => {
  const creating = (changes: object = {}) =>
    staff({ arguments: { input: { id: 'kitchen', name: ' Kitchen ', position: 7, ...changes } } });
  const changing = (changes: object) =>
    staff({ arguments: { input: { id: 'kitchen', version: 1, ...changes } } });

  test('are created once', async () => {
    const { calls, result } = await walk('Mutation.createCategory', creating(), () => ({
      result: category(),
    }));
    expect(calls[0]!.request).toMatchObject({
      operation: 'PutItem',
      key: keyOf(category()),
      attributeValues: {
        name: { S: 'Kitchen' },
        gsi1pk: { S: '$shop' },
        gsi1sk: { S: '$category_1#position_0007#categoryId_kitchen' },
      },
      condition: { expression: 'attribute_not_exists(#pk)' },
    });
    expect(result.id).toBe('kitchen');
    expect(
      await errorOf('Mutation.createCategory', 'response', refused(creating(), category())),
    ).toMatchObject({
      type: 'AlreadyExists',
      info: { id: 'kitchen' },
    });
  });

  test('move in the list of all when their place changes', async () => {
    const { result } = await evaluate('Mutation.updateCategory', 'request', changing({ position: 12 }));
    expect(result.update.expressionValues).toMatchObject({
      ':position': { N: 12 },
      ':gsi1sk': { S: '$category_1#position_0012#categoryId_kitchen' },
      ':version': { N: 2 },
    });
    expect(result.condition).toMatchObject({
      expression: '#version = :read',
      expressionValues: { ':read': { N: 1 } },
    });
    const renamed = await evaluate('Mutation.updateCategory', 'request', changing({ name: 'Cooking' }));
    expect(renamed.result.update.expressionNames).not.toHaveProperty('#gsi1sk');
  });

  test('that changed meanwhile, or are not there, say so', async () => {
    const asked = changing({ name: 'x' });
    expect(
      await errorOf('Mutation.updateCategory', 'response', refused(asked, { ...category(), version: 5 })),
    ).toMatchObject({
      type: 'VersionConflict',
      info: { version: 5 },
    });
    expect(await errorOf('Mutation.updateCategory', 'response', refused(asked))).toMatchObject({
      type: 'NotFound',
      info: { id: 'kitchen' },
    });
  });

  test.each<[string, object]>([
    ['id', { id: 'Kitchen' }],
    ['id', { id: 'a#b' }],
    ['id', { id: 'k'.repeat(61) }],
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(101) }],
    ['description', { description: 'x'.repeat(1001) }],
    ['position', { position: -1 }],
    ['position', { position: 10_000 }],
  ])('refuse a bad %s: %#', async (field, changes) => {
    expect(await errorOf('Mutation.createCategory', 'request', creating(changes))).toMatchObject({
      type: 'InvalidInput',
      info: { field },
    });
    if (field === 'id') return;
    expect(await errorOf('Mutation.updateCategory', 'request', changing(changes))).toMatchObject({
      type: 'InvalidInput',
      info: { field },
    });
  });
});

describe('importing', () => {
  test.each([0, 26])('refuses %i products', async (count) => {
    const products = Array.from({ length: count }, () => ({}));
    const asked = staff({ arguments: { input: { products } } });
    expect(await errorOf('Mutation.importProducts', 'request', asked)).toMatchObject({
      type: 'InvalidInput',
      info: { field: 'products' },
    });
  });

  test('hands the products to the function', async () => {
    const asked = staff({ arguments: { input: { products: [{ handle: 'a' }] } } });
    const { result } = await evaluate('Mutation.importProducts', 'request', asked);
    expect(result).toEqual({ operation: 'Invoke', payload: { input: { products: [{ handle: 'a' }] } } });
  });

  test('masks what goes wrong there', async () => {
    const broken = failed(staff(), 'Lambda:Unhandled', 'TypeError: secret is not a function');
    const error = await errorOf('Mutation.importProducts', 'response', broken);
    expect(error).toMatchObject({ type: 'Internal' });
    expect(error!.message).not.toContain('secret');
  });
});
