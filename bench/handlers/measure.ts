/** Measures handlers in a process that holds nothing else, as the local cloud's does, and writes the figures as JSON. */
import { randomUUID } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import { compile } from '../../local/appsync/javascript/index.ts';
import type { HandlerContext } from '../../local/appsync/javascript/types.ts';
import { aim, type Figure } from '../harness/benchmark.ts';
import { median } from '../harness/statistics.ts';

/** Handlers as shops have them: one that makes a key, one that prices a cart. */
const sources = {
  'a key and tags': `
export function request(ctx) {
  const keys = {};
  for (const name of ['id', 'sku']) { keys[name] = 'P#' + ctx.args[name]; }
  const tags = ctx.args.tags.map((tag) => tag.toUpperCase()).filter((tag) => tag.length > 2);
  return { operation: 'GetItem', key: { pk: { S: keys.id }, sk: { S: keys.sku } }, tags };
}
export function response(ctx) { return ctx.result; }`,
  'the price of a cart': `
const rates = { standard: 19, reduced: 7 };
const net = (gross, rate) => Math.round((gross * 100) / (100 + rate));
export function request(ctx) { return { payload: null }; }
export function response(ctx) {
  const lines = ctx.result.lines.filter((line) => line.quantity > 0);
  const totals = { gross: 0, tax: 0, count: 0 };
  for (const { price, quantity, rate } of lines) {
    const gross = price * quantity;
    totals.gross += gross;
    totals.tax += gross - net(gross, rates[rate]);
    totals.count += quantity;
  }
  return { id: ctx.result.id, currency: ctx.result.currency, ...totals };
}`,
};

const line = (price: number) => ({ price, quantity: 2, rate: 'reduced' });
const context: HandlerContext = {
  arguments: { id: '1', sku: 'abc', tags: ['aa', 'bbb', 'cccc'] },
  source: null,
  result: { id: '1', currency: 'EUR', lines: [1290, 450, 899, 120, 3999, 75].map(line) },
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
const directContext = { ...context, args: context.arguments };

type Handler = 'request' | 'response';

/** The function itself in a bare context. It reads the host's values where they are, and its result is the realm's. */
function direct(source: string): Record<Handler, (ctx: unknown) => unknown> {
  const text = `'use strict';${source.replaceAll('export ', '')};({ request, response })`;
  return new Script(text).runInContext(createContext({})) as Record<Handler, (ctx: unknown) => unknown>;
}

/** Nanoseconds of processor time that one run takes. */
function cost(run: () => unknown, runs: number): number {
  const start = process.cpuUsage();
  for (let count = 0; count < runs; count++) run();
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / runs;
}

/** The medians of several rounds in which all take turns: what the machine does besides meets them alike. */
function costs(candidates: readonly (() => unknown)[], runs = 30_000, rounds = 9): number[] {
  for (const run of candidates) cost(run, runs);
  const taken = candidates.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of candidates.entries()) taken[index]!.push(cost(run, runs));
  }
  return taken.map((times) => Math.round(median(times)));
}

function compare(what: keyof typeof sources, handler: Handler): Figure[] {
  const compiled = compile(sources[what], { now: Date.now, uuid: randomUUID, random: Math.random });
  const bare = direct(sources[what])[handler];
  const [called, evaluated] = costs([() => bare(directContext), () => compiled.evaluate(handler, context)]);
  return [
    { what: `${what}, called directly`, value: called!, unit: 'ns' },
    { what: `${what}, evaluated`, value: evaluated!, unit: 'ns' },
    { what: `${what}, ratio`, unit: 'times', ...aim(evaluated! / called!, 2, { most: true }) },
  ];
}

/** What a handler costs that does nothing but hand on a value, which has to cross the border both ways. */
function crossing(): Figure[] {
  const compiled = compile(sources['a key and tags'], {
    now: Date.now,
    uuid: randomUUID,
    random: Math.random,
  });
  const { response } = direct(sources['a key and tags']);
  const [evaluated, copied] = costs([
    () => compiled.evaluate('response', context),
    () => copy(response({ result: copy(context.result) })),
  ]);
  return [
    { what: 'a result handed on, evaluated', value: evaluated!, unit: 'ns' },
    {
      what: 'a result handed on, called directly with the result copied as JSON',
      value: copied!,
      unit: 'ns',
    },
  ];
}

const copy = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

console.log(
  JSON.stringify([
    ...compare('a key and tags', 'request'),
    ...compare('the price of a cart', 'response'),
    ...crossing(),
  ]),
);
