import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { accessPatterns } from '../../entities/access-patterns.ts';
import { openShop } from '../../entities/index.ts';
import { orderEventTypes } from '../../entities/order-event.ts';
import { orderStatuses } from '../../entities/order.ts';
import { paymentMethods } from '../../entities/payment.ts';
import { mediaTypes, productStatuses } from '../../entities/product.ts';
import { table } from '../../entities/table.ts';
import { samples } from './samples.ts';

const text = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const scalars = [...new Set(text.match(/\bAWS[A-Z]\w+/g))].map((name) => `scalar ${name}`);
const schema = buildSchema([text, ...scalars].join('\n'), { assumeValidSDL: true });

test.each(accessPatterns.map((pattern) => [pattern.name, pattern.fields] as const))(
  'the fields that use "%s" exist',
  (_name, fields) => {
    for (const path of fields) {
      const [typeName, field] = path.split('.') as [string, string];
      const type = schema.getType(typeName);
      expect(isObjectType(type) && type.getFields()[field], path).toBeTruthy();
    }
  },
);

test('every root field has its access patterns', () => {
  const named = new Set(accessPatterns.flatMap(({ fields }) => fields));
  const fields = ['Query', 'Mutation'].flatMap((type) => {
    const root = schema.getType(type);
    return isObjectType(root) ? Object.keys(root.getFields()).map((field) => `${type}.${field}`) : [];
  });
  expect(fields.length).toBeGreaterThan(30);
  expect(fields.filter((field) => !named.has(field))).toEqual([]);
});

test.each([
  ['ProductStatus', productStatuses],
  ['MediaType', mediaTypes],
  ['OrderStatus', orderStatuses],
  ['OrderEventType', orderEventTypes],
  ['PaymentMethod', paymentMethods],
])('the table knows the same %s as the contract', (name, values) => {
  const type = schema.getType(name);
  expect(isEnumType(type) && type.getValues().map((value) => value.name)).toEqual(values);
});

test('the entities use the keys and indexes that the table has', () => {
  for (const { model } of samples) {
    expect([model.primary.pk.field, model.primary.sk.field]).toEqual([table.partitionKey, table.sortKey]);
    for (const { index, pk, sk } of model.indexes) {
      expect(table.indexes[index as keyof typeof table.indexes]).toEqual({
        partitionKey: pk.field,
        sortKey: sk.field,
      });
    }
  }
});

test('the collections join what a page shows', () => {
  const { collections } = openShop({ table: 'shop' });
  expect(Object.keys(collections).sort()).toEqual(['accountPage', 'orderPage', 'productPage']);
});
