import { randomUUID } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import { compile } from '../local/appsync/javascript/index.ts';
import type { HandlerContext } from '../local/appsync/javascript/types.ts';
import type { Benchmark } from './harness/benchmark.ts';

const source = `
export function request(ctx) {
  const keys = {};
  for (const name of ['id', 'sku']) { keys[name] = 'P#' + ctx.args[name]; }
  const tags = ctx.args.tags.map((tag) => tag.toUpperCase()).filter((tag) => tag.length > 2);
  return { operation: 'GetItem', key: { pk: { S: keys.id }, sk: { S: keys.sku } }, tags };
}
export function response(ctx) { return ctx.result; }`;

const context: HandlerContext = {
  arguments: { id: '1', sku: 'abc', tags: ['aa', 'bbb', 'cccc'] },
  source: null,
  result: { id: '1', title: 'A thing', lines: [{ quantity: 1 }, { quantity: 2 }] },
  stash: {},
  identity: { sub: 'x', username: 'x', groups: ['staff'], claims: { sub: 'x', token_use: 'access' } },
  request: { headers: { host: 'localhost', accept: '*/*' }, domainName: null },
  info: {
    fieldName: 'thing',
    parentTypeName: 'Query',
    variables: {},
    selectionSetList: ['id', 'title'],
    selectionSetGraphQL: '{ id title }',
  },
  env: {},
};

const compiled = compile(source, { now: Date.now, uuid: randomUUID, random: Math.random });
const direct = new Script(
  `'use strict';${source.replaceAll('export ', '')};({ request, response })`,
).runInContext(createContext({})) as Record<'request' | 'response', (ctx: unknown) => unknown>;
const directContext = { ...context, args: context.arguments };

/** Nanoseconds that one run takes, the best of five rounds. */
function cost(run: () => unknown, runs = 100_000): number {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint();
    for (let count = 0; count < runs; count++) run();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / runs);
  }
  return Math.round(best);
}

/** What one call of an APPSYNC_JS handler costs beside the same function with nothing checked, copied or counted. */
export const handlers: Benchmark = {
  name: 'handlers',
  about: 'One call of an APPSYNC_JS handler, beside the same function called directly in a bare context.',
  run: async () =>
    (['request', 'response'] as const).flatMap((handler) => [
      { what: `${handler}, called directly`, value: cost(() => direct[handler](directContext)), unit: 'ns' },
      {
        what: `${handler}, called directly, values copied as JSON`,
        value: cost(() => copied(direct[handler](copied(directContext))), 30_000),
        unit: 'ns',
      },
      { what: `${handler}, evaluated`, value: cost(() => compiled.evaluate(handler, context)), unit: 'ns' },
    ]),
};

const copied = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
