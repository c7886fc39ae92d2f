import { deepStrictEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openShop } from '../../entities/index.ts';
import * as generated from '../../resolvers/generated/model.ts';
import { partsOf, pick, samples } from './samples.ts';

/**
 * ElectroDB is the measure: what the resolvers' generated functions answer must be what it would send. Node's own
 * assertions, where there are a hundred thousand of them: Vitest's took a third of all the time here.
 */
type Attributes = Record<string, unknown>;
interface Query {
  index?: string;
  query: { expression: string; expressionNames: Attributes; expressionValues: Record<string, { S: string }> };
}

const functions = generated as unknown as Record<string, (...given: unknown[]) => unknown>;
const call = <Result>(name: string, ...given: unknown[]) => functions[name]!(...given) as Result;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const runs = { numRuns: 1000 };

describe.each(samples)('$name', ({ name, entity, model, attributes, keyed }) => {
  const own = name.charAt(0).toLowerCase() + name.slice(1);
  const { primary, indexes } = model;
  const keyNames = [...partsOf(primary.pk), ...partsOf(primary.sk)];

  test('is stored and named as by ElectroDB', () => {
    fc.assert(
      fc.property(attributes, (given) => {
        const stored = entity.put(given).params().Item;
        const item = call<Attributes>(`${own}Item`, given);
        deepStrictEqual(item, stored);
        const key = entity.get(pick(given, keyNames)).params().Key;
        deepStrictEqual(call(`${own}Key`, given), key);
        deepStrictEqual(pick(item, Object.keys(key)), key);
      }),
      runs,
    );
  });

  test('keeps nothing that the entity does not know, and no nulls', () => {
    const nothing = Object.fromEntries(
      model.attributes.filter((one) => !one.required).map((one) => [one.name, null]),
    );
    fc.assert(
      fc.property(attributes, (given) => {
        const item = call(`${own}Item`, { ...nothing, ...given, pk: 'elsewhere', surprise: 1 });
        expect(item).toStrictEqual(call(`${own}Item`, given));
      }),
      { numRuns: 100 },
    );
  });

  test('comes back as it went in', () => {
    fc.assert(
      fc.property(attributes, (given) => {
        const item = call<Attributes>(`${own}Item`, given);
        expect(call(`${own}Attributes`, item)).toEqual(given);
        expect(call(`is${name}`, item)).toBe(true);
        for (const other of samples) {
          if (other.name !== name) expect(call(`is${other.name}`, item)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('has one key for one name', () => {
    const composite = attributes.map((given) => pick(given, keyNames));
    fc.assert(
      fc.property(composite, composite, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        equal(JSON.stringify(call(`${own}Key`, one)) === JSON.stringify(call(`${own}Key`, other)), same);
      }),
      runs,
    );
  });

  for (const index of [primary, ...indexes]) {
    const [first] = partsOf(index.sk);
    if (first === undefined) continue;
    const query = own + (index === primary ? 'Query' : capital(index.name));

    test(`${query} asks as ElectroDB does`, () => {
      fc.assert(
        fc.property(attributes, (given) => {
          const partition = pick(given, partsOf(index.pk));
          const arguments_ = partsOf(index.pk).length === 0 ? [] : [partition];
          const asked = entity.query[index.name]!(partition);

          const whole = asked.params();
          deepStrictEqual(flat(call<Query>(query, ...arguments_)), {
            index: whole.IndexName,
            fields: [whole.ExpressionAttributeNames['#pk'], whole.ExpressionAttributeNames['#sk1']],
            values: [whole.ExpressionAttributeValues[':pk'], whole.ExpressionAttributeValues[':sk1']],
          });

          const from = asked.gte(pick(given, [first])).params().ExpressionAttributeValues[':sk1'];
          const range = call<Query>(query, ...arguments_, { from: given[first] });
          equal(range.query.expression, '#pk = :pk AND #sk BETWEEN :from AND :to');
          equal(range.query.expressionValues[':from']!.S, from);
          equal(range.query.expressionValues[':to']!.S, `${whole.ExpressionAttributeValues[':sk1']}\uffff`);
        }),
        runs,
      );
    });
  }

  const changeable = [...keyed].filter((attribute) => {
    const { readOnly } = model.attributes.find((one) => one.name === attribute)!;
    return !readOnly && !keyNames.includes(attribute);
  });
  if (changeable.length === 0) return;
  test(`${own}Changes moves an item within its indexes as ElectroDB does`, () => {
    fc.assert(
      fc.property(attributes, attributes, (current, wanted) => {
        const changes = pick(wanted, changeable);
        const changed = call<Attributes>(`${own}Changes`, current, changes);
        const { Item } = entity.put({ ...current, ...changes }).params();
        const keys = indexes.flatMap(({ pk, sk }) => [pk.field, sk.field]);
        deepStrictEqual(changed, { ...changes, ...pick(Item, keys) });

        const rest = pick(
          current,
          [...keyed].filter((one) => !changeable.includes(one) && !keyNames.includes(one)),
        );
        const update = entity.update(pick(current, keyNames)).set(changes).composite(rest).params();
        const written = Object.values(update.ExpressionAttributeNames).filter((field) =>
          keys.includes(field),
        );
        equal(written.length > 0, true);
        for (const field of written) {
          equal(changed[field], update.ExpressionAttributeValues[`:${field}_u0`]);
        }
      }),
      runs,
    );
  });
});

describe('the collections', () => {
  const { collections } = openShop({ table: 'shop' });

  test.each([
    ['productPage', 'productId'],
    ['accountPage', 'customerId'],
    ['orderPage', 'orderId'],
  ] as const)('%s asks as ElectroDB does', (collection, id) => {
    const open = collections[collection] as (
      partition: Attributes,
    ) => ReturnType<typeof collections.productPage>;
    fc.assert(
      fc.property(fc.string(), (value) => {
        const { ExpressionAttributeValues: values } = open({ [id]: value }).params<{
          ExpressionAttributeValues: Record<string, string>;
        }>();
        deepStrictEqual(flat(call<Query>(collection, { [id]: value })), {
          index: undefined,
          fields: ['pk', 'sk'],
          // With the sign that ends a collection's name, so that no longer name is met.
          values: [values[':pk'], `${values[':sk1']}#`],
        });
      }),
      // One text decides, and ElectroDB takes a millisecond for each.
      { numRuns: 200 },
    );
  });

  test('the head of a page comes before what belongs to it', () => {
    const { orderKey, orderEventKey, paymentKey, productKey, variantKey } = generated;
    const order = { orderId: 'o', sequence: 1, paymentId: 'p' };
    expect(orderKey(order).sk < orderEventKey(order).sk).toBe(true);
    expect(orderEventKey(order).sk < paymentKey(order).sk).toBe(true);
    expect(productKey({ productId: 'p' }).sk < variantKey({ productId: 'p', sku: 'A' }).sk).toBe(true);
  });
});

test('keys sort as the numbers in them', () => {
  const inOrder = (limit: number, keyOf: (number: number) => string) =>
    fc.assert(
      fc.property(fc.nat({ max: limit }), fc.nat({ max: limit }), (one, other) => {
        expect(keyOf(one) < keyOf(other)).toBe(one < other);
      }),
      runs,
    );
  inOrder(999_999, (sequence) => generated.orderEventKey({ orderId: 'o', sequence }).sk);
  inOrder(9_999, (position) => generated.categoryIndexKeys({ position, categoryId: 'c' }).gsi1sk);
});

test('a range of events meets those numbers and nothing else of the order', () => {
  const number = fc.integer({ min: 1, max: 999_999 });
  fc.assert(
    fc.property(number, number, number, (from, to, sequence) => {
      const { expressionValues } = (generated.orderEventQuery({ orderId: 'o' }, { from, to }) as Query).query;
      const meets = (sk: string) => sk >= expressionValues[':from']!.S && sk <= expressionValues[':to']!.S;
      expect(meets(generated.orderEventKey({ orderId: 'o', sequence }).sk)).toBe(
        sequence >= from && sequence <= to,
      );
      expect(meets(generated.orderKey({ orderId: 'o' }).sk)).toBe(false);
      expect(meets(generated.paymentKey({ orderId: 'o', paymentId: `${sequence}` }).sk)).toBe(false);
    }),
    runs,
  );
});

function flat({ index, query }: Query) {
  const { expression, expressionNames: names, expressionValues: values } = query;
  equal(expression, '#pk = :pk AND begins_with(#sk, :sk)');
  return { index, fields: [names['#pk'], names['#sk']], values: [values[':pk']!.S, values[':sk']!.S] };
}
