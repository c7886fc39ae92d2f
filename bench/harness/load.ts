import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Figure } from './benchmark.ts';
import { processorTime } from './program.ts';
import { median, readable } from './statistics.ts';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly variables?: object;
  /** The server, so that what a request costs it can be told. */
  readonly pid: number;
}

/** What came of one load. */
export interface Sample {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of the server's processor that one request took; undefined where the system does not tell. */
  readonly cost: number | undefined;
}

export const connections = 50;
const seconds = 4;

/**
 * Sends one GraphQL request over and over on 50 connections, from a process of its own, after it was warmed up.
 * @throws Error when an answer was no success: then nothing was measured.
 */
export async function underLoad(what: string, load: Load): Promise<Figure[]> {
  await warm(load);
  return figuresOf(what, await sample(what, load, seconds));
}

/**
 * Loads several servers in turn, again and again, so that whatever else the machine does meets all of them alike.
 *
 * @returns of each its median rate and cost, under its name.
 */
export async function sideBySide<Name extends string>(
  loads: Readonly<Record<Name, Load>>,
  { rounds = 3, seconds = 2 } = {},
): Promise<Record<Name, Sample>> {
  const names = Object.keys(loads) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Sample[]>;
  for (const name of names) await warm(loads[name]);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) taken[name].push(await sample(name, loads[name], seconds));
  }
  const middle = (samples: readonly Sample[]): Sample => ({
    rate: median(samples.map(({ rate }) => rate)),
    p50: median(samples.map(({ p50 }) => p50)),
    p99: median(samples.map(({ p99 }) => p99)),
    cost: samples[0]!.cost === undefined ? undefined : median(samples.map(({ cost }) => cost!)),
  });
  return Object.fromEntries(names.map((name) => [name, middle(taken[name])])) as Record<Name, Sample>;
}

export function figuresOf(what: string, { rate, p50, p99, cost }: Sample): Figure[] {
  return [
    {
      what: `${what}, throughput`,
      value: Math.round(rate),
      unit: 'requests/s',
      ...(cost === undefined ? {} : { note: `${Math.round(cost)} µs of the server's processor each` }),
    },
    { what: `${what}, p50`, value: readable(p50), unit: 'ms' },
    { what: `${what}, p99`, value: readable(p99), unit: 'ms' },
  ];
}

/** By requests and not by time: on a busy machine a server would not have been compiled after a second. */
async function warm(load: Load): Promise<void> {
  await refuseErrors(load);
  await autocannon(load, '--amount', '5000');
}

async function sample(what: string, load: Load, duration: number): Promise<Sample> {
  const before = processorTime(load.pid);
  const { requests, latency, non2xx, errors } = await autocannon(load, '--duration', String(duration));
  const after = processorTime(load.pid);
  if (non2xx + errors > 0) {
    throw new Error(`${what}: ${non2xx} answers were refusals, ${errors} never came.`);
  }
  const spent = before === undefined || after === undefined ? undefined : after - before;
  return {
    rate: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    cost: spent === undefined ? undefined : (spent * 1000) / requests.total,
  };
}

async function refuseErrors({ url, headers, query, variables }: Load): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: Record<string, unknown>; errors?: unknown };
  if (errors || !data || Object.values(data).some((value) => value === null)) {
    throw new Error(`Not worth measuring: ${text}`);
  }
}

interface Result {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
}

async function autocannon(
  { url, headers, query, variables }: Load,
  ...extent: readonly string[]
): Promise<Result> {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const args = ['--json', '--connections', String(connections), ...extent, '--method', 'POST'];
  for (const [name, value] of Object.entries(headers)) args.push('--headers', `${name}=${value}`);
  args.push('--body', JSON.stringify({ query, variables }), url);
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]);
  return JSON.parse(stdout) as Result;
}
