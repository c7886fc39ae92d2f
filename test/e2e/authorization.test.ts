import { isObjectType } from 'graphql';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { schema } from '../authorization/ask.ts';
import { followBelongings, type Belongings } from '../authorization/belongings.ts';
import { createCallers, turns, type Callers } from '../authorization/callers.ts';
import { createMatrix, written } from '../authorization/matrix.ts';
import { requests } from '../authorization/requests.ts';
import { createWorld, keyed, type World } from '../authorization/world.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

/** To write it anew after a change of the contract: `BODEGA_MATRIX=write npx vitest run test/e2e/authorization.test.ts`. */
const golden = 'test/authorization/matrix.txt';

let shop: TestShop;
let callers: Callers;
let world: World;
let belongings: Belongings;
let matrix: ReturnType<typeof createMatrix>;
beforeAll(async () => {
  shop = await startTestShop();
  callers = await createCallers(shop);
  world = await createWorld(shop, callers);
  belongings = await followBelongings(shop, [callers.customer.id, callers.seller.id]);
  matrix = createMatrix(shop, callers, world, belongings);
}, 600_000);
afterAll(async () => {
  belongings?.close();
  world?.close();
  await shop.stop();
});

it('asks for every root field', () => {
  const fields = ['Query', 'Mutation', 'Subscription'].flatMap((root) => {
    const type = schema.getType(root);
    return isObjectType(type) ? Object.keys(type.getFields()).map((name) => `${root}.${name}`) : [];
  });
  expect([...new Set(requests.map(({ field }) => field as string))].sort()).toEqual(fields.sort());
});

it('lets through, refuses and hides what the matrix says, cell by cell', async () => {
  // What is watched for is seen.
  await belongings.changes();
  const { id } = await world.newAddress();
  const seen = (await belongings.changes()).map(({ after }) => after);
  expect(seen).toContainEqual(expect.objectContaining({ addressId: id }));
  const roots = await matrix.rootRows();
  await world.review();
  const fields = await matrix.fieldRows(roots);
  // Every type is met by somebody.
  const unmet = fields.filter(({ cells }) => Object.values(cells).every((cell) => cell === '-'));
  expect(unmet.map(({ name }) => name)).toEqual([]);
  const text = written([...roots, ...fields]);
  if (process.env.BODEGA_MATRIX === 'write' || !existsSync(golden)) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
}, 1_200_000);

it('tells of an order nobody but its customer and staff', async () => {
  const heardBy = async (field: string, of?: string) => {
    const request = requests.find((one) => one.field === field && (!of || one.of === of))!;
    return Promise.all(
      turns.map(async (column) => ({ column, listening: await matrix.listen(request, callers[column]) })),
    );
  };
  const listeners = [
    ...(await heardBy('Subscription.onMyOrderChange', 'any')),
    ...(await heardBy('Subscription.onMyOrderChange', "the customer's")),
    ...(await heardBy('Subscription.onOrderChange')),
  ];
  const { returns } = await shop.goods.answer(callers.staff, operations.getOrder, { id: world.orderId });
  const back = { orderId: world.orderId, returnId: returns[0].id };
  const lines = [{ sku: 'MUG', received: 1, restocked: 0 }];
  await shop.goods.answer(callers.staff, operations.receiveReturn, keyed({ ...back, lines }));
  const hearing = () => [
    ...new Set(listeners.filter(({ listening }) => listening.heard.length > 0).map(({ column }) => column)),
  ];
  await until(() => ['customer', 'staff', 'admin'].every((column) => hearing().includes(column as never)));
  // Whoever is told at all is told by the same publication: nobody else is still to hear of it.
  expect(hearing().sort()).toEqual(['admin', 'customer', 'staff']);
  for (const { listening } of listeners) listening.close();
});
