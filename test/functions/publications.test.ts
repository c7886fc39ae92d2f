import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  getNamedType,
  isObjectType,
  parse,
  validate,
  type FieldNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { expect, test } from 'vitest';
import {
  publicationOf,
  publishOrderChange,
  publishSale,
  publishStockChange,
} from '../../functions/lib/publications.ts';

const document = parse(readFileSync('schema.graphql', 'utf8'));
const awsTypes = parse(readFileSync('scripts/codegen/appsync.graphql', 'utf8'));
const schema = buildASTSchema({
  ...document,
  definitions: [...awsTypes.definitions, ...document.definitions],
});

test.each([publishOrderChange, publishSale, publishStockChange])(
  'a publication selects every field there is',
  (text) => {
    const operation = parse(text);
    expect(validate(schema, operation)).toEqual([]);
    const { selectionSet } = operation.definitions[0] as OperationDefinitionNode;
    const mutation = selectionSet.selections[0] as FieldNode;
    const told = schema.getMutationType()!.getFields()[mutation.name.value]!;
    expect(unselected(getNamedType(told.type) as GraphQLObjectType, mutation.selectionSet!, '')).toEqual([]);
  },
);

test('a change becomes the mutation of its kind, with its input', () => {
  expect(publicationOf({ kind: 'order', orderId: 'o1', sequence: 2 })).toEqual({
    query: publishOrderChange,
    variables: { input: { orderId: 'o1', sequence: 2 } },
  });
  const sale = { sellerId: 's1', orderId: 'o1' };
  expect(publicationOf({ kind: 'sale', ...sale })).toEqual({
    query: publishSale,
    variables: { input: sale },
  });
  const stock = { productId: 'p1', sku: 'MUG', available: 0, at: '2026-11-21T02:00:00.000Z' };
  expect(publicationOf({ kind: 'stock', ...stock })).toEqual({
    query: publishStockChange,
    variables: { input: stock },
  });
});

/** Paths of fields that a selection leaves out. */
function unselected(type: GraphQLObjectType, { selections }: SelectionSetNode, path: string): string[] {
  const selected = new Map((selections as FieldNode[]).map((field) => [field.name.value, field]));
  return Object.values(type.getFields()).flatMap(({ name, type: inner }) => {
    const field = selected.get(name);
    if (!field) return [`${path}${name}`];
    const named = getNamedType(inner);
    return isObjectType(named) ? unselected(named, field.selectionSet!, `${path}${name}.`) : [];
  });
}
