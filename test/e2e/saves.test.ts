import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { operationOf } from '../authorization/ask.ts';
import { subscribe, type Listening } from '../authorization/subscribe.ts';
import { createGoods } from '../support/goods.ts';
import { createGraphql } from '../support/graphql.ts';
import { createPeople, type Person } from '../support/people.ts';
import { createTable } from '../support/table.ts';
import { until } from '../support/until.ts';
import { startWorkingCopy, type WorkingCopy } from '../support/working-copy.ts';

let copy: WorkingCopy;
let graphql: ReturnType<typeof createGraphql>;
let goods: ReturnType<typeof createGoods>;
let people: ReturnType<typeof createPeople>;
let [ada, staff]: Person[] = [];
let listening: Listening;

beforeAll(async () => {
  copy = await startWorkingCopy();
  graphql = createGraphql(copy);
  goods = createGoods(graphql);
  people = createPeople(copy);
  [ada, staff] = [await people.person('customer'), await people.person('staff')];
  const { id: productId } = await goods.offer(staff, { sku: 'MUG' });
  await goods.fill(ada, 'MUG', 3);
  const data = JSON.stringify({ query: operationOf('Subscription.onStockChange'), variables: { productId } });
  const start = { host: new URL(copy.url).host, Authorization: ada.accessToken };
  listening = await subscribe({ url: copy.realtimeUrl, ca: '' }, { connect: start, start }, data);
}, 900_000);
afterAll(async () => {
  listening?.close();
  people?.close();
  await copy?.stop();
});

/** What must outlive a save: the token of whoever is signed in, the open subscription, and the data. */
async function allIsThere(): Promise<void> {
  const cart = await goods.answer(ada!, operations.getCart);
  expect(cart.lines).toMatchObject([{ sku: 'MUG', quantity: 3 }]);
  const before = listening.heard.length;
  const input = { sku: 'MUG', delta: 1, reason: 'count' };
  await goods.answer(staff!, operations.adjustStock, { input, idempotencyKey: crypto.randomUUID() });
  await until(() => listening.heard.length > before);
}

/** What an open page of the explorer is told is wrong. */
async function shownOnThePage(): Promise<string | null> {
  const response = await fetch(`${copy.origin}/explorer/notices`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n\n')) text += (await reader.read()).value;
  await reader.cancel();
  return JSON.parse(/^data: (.*)$/m.exec(text)![1]!).problem;
}

const things = (fields: string) => graphql('guest', `{ category(id: "things") { ${fields} } }`);
const nameOfThings = async () => (await things('name')).data.category.name as string;

/** Of an import that has nothing to import. */
async function unchanged(): Promise<number> {
  const variants = [{ sku: 'X', price: { amount: 1, currency: 'EUR' }, stock: 1 }];
  const category = { id: 'things', name: 'Things' };
  const products = [{ handle: 'Not A Handle', title: 'x', category, variants }];
  return (await goods.answer(staff!, operations.importProducts, { input: { products } })).unchanged;
}

/** The key under which a new category is sorted. */
async function sortKeyOf(id: string): Promise<string> {
  await goods.answer(staff!, operations.createCategory, { input: { id, name: id, position: 7 } });
  const client = new DynamoDBClient(copy);
  const { TableNames } = await client.send(new ListTablesCommand());
  client.destroy();
  const items = await createTable({ ...copy, tableName: TableNames![0]!, ahead: () => 0 }).scan();
  return items.find((item) => item.__edb_e__ === 'category' && item.categoryId === id)!.gsi1sk;
}

/** Functions are built with each save of an entity, which a busy machine takes its time for. In milliseconds. */
const timeout = 300_000;

const resolver = 'resolvers/Query.category.ts';
const lambda = 'functions/importProducts.ts';
const schema = 'schema.graphql';
const entity = 'entities/category.ts';
const replaced = (from: string, to: string) => (text: string) => text.replace(from, to);

describe('a save is served, and nobody is sent away', { timeout }, () => {
  it('of a resolver', async () => {
    expect(await nameOfThings()).toBe('Things');
    const change = replaced('toCategory(ctx.result)', `{ ...toCategory(ctx.result), name: 'Saved' }`);
    expect((await copy.save(resolver, change)).problem).toBeUndefined();
    expect(await nameOfThings()).toBe('Saved');
    await allIsThere();
  });

  it('of a function', async () => {
    expect(await unchanged()).toBe(0);
    const change = replaced('unchanged: count', 'unchanged: 42 + count');
    expect((await copy.save(lambda, change)).problem).toBeUndefined();
    expect(await unchanged()).toBe(42);
    await allIsThere();
  });

  it('of the schema', async () => {
    expect((await things('motto')).errors).not.toEqual([]);
    const change = (text: string) => text.replace(/(type Category [^{]*\{)/, '$1\n  motto: String');
    expect((await copy.save(schema, change)).problem).toBeUndefined();
    expect(await things('motto')).toMatchObject({ data: { category: { motto: null } }, errors: [] });
    await allIsThere();
  });

  it('of an entity', async () => {
    expect(await sortKeyOf('before')).toContain('position_0007#');
    const change = replaced('padding: { length: 4', 'padding: { length: 6');
    expect((await copy.save(entity, change)).problem).toBeUndefined();
    expect(await sortKeyOf('after')).toContain('position_000007#');
    const { items } = await goods.answer('guest', operations.listCategories);
    expect(items.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['before', 'after']));
    await allIsThere();
  });
});

const mistakes = [
  {
    what: 'a resolver that does not compile',
    path: resolver,
    from: 'return ctx.result ?',
    to: 'return return',
    names: resolver,
  },
  {
    what: 'a resolver that AppSync refuses',
    path: resolver,
    from: '  if (ctx.error)',
    to: '  while (ctx.error) {}\n  if (ctx.error)',
    names: /Query.?[cC]ategory[^]*WhileStatement/,
  },
  {
    what: 'a function that does not compile',
    path: lambda,
    from: 'const report = {',
    to: 'const report = [{',
    names: lambda,
  },
  {
    what: 'a schema that cannot be read',
    path: schema,
    from: 'type Category ',
    to: 'typo Category ',
    names: /Syntax Error[^]* \(line \d+ of the schema, column 1\)/,
  },
  {
    what: 'a schema without a field that has a resolver',
    path: schema,
    from: '  category(',
    to: '  shelf(',
    names: /No field named category found on type Query/,
  },
  {
    what: 'an entity that does not compile',
    path: entity,
    from: 'attributes: {',
    to: 'attributes: [{',
    names: entity,
  },
  {
    what: 'an entity whose key is of an attribute that it does not have',
    path: entity,
    from: `['position', 'categoryId']`,
    to: `['place', 'categoryId']`,
    names: /sk: place[^]*entities\/category\.ts:\d+/,
  },
];

describe('a broken save leaves the last good version, and is shown where one looks', { timeout }, () => {
  for (const { what, path, from, to, names } of mistakes) {
    it(`of ${what}`, async () => {
      const good = copy.read(path);
      const { problem } = await copy.save(path, replaced(from, to));
      expect(problem).toMatch(names);
      expect(await shownOnThePage()).toBe(problem);
      expect([await nameOfThings(), await unchanged()]).toEqual(['Saved', 42]);
      await allIsThere();

      expect((await copy.save(path, () => good)).problem).toBeUndefined();
      expect(await shownOnThePage()).toBeNull();
      await allIsThere();
    });
  }
});
