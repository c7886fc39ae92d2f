import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Figure } from './benchmark.ts';
import { processorTime } from './program.ts';
import { readable } from './statistics.ts';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly variables?: object;
  /** The server, so that what a request costs it can be told. */
  readonly pid: number;
}

export const connections = 50;
const seconds = 4;

/**
 * Sends one GraphQL request over and over on 50 connections, from a process of its own, after a second of warming up.
 * @throws Error when an answer was no success: then nothing was measured.
 */
export async function underLoad(what: string, load: Load): Promise<Figure[]> {
  await refuseErrors(load);
  await autocannon(load, 1);
  const before = processorTime(load.pid);
  const result = await autocannon(load, seconds);
  const after = processorTime(load.pid);
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${what}: ${result.non2xx} answers were refusals, ${result.errors} never came.`);
  }
  const cost =
    before === undefined || after === undefined
      ? undefined
      : ((after - before) * 1000) / result.requests.total;
  return [
    {
      what: `${what}, throughput`,
      value: Math.round(result.requests.average),
      unit: 'requests/s',
      ...(cost === undefined ? {} : { note: `${Math.round(cost)} µs of the server's processor each` }),
    },
    { what: `${what}, p50`, value: readable(result.latency.p50), unit: 'ms' },
    { what: `${what}, p99`, value: readable(result.latency.p99), unit: 'ms' },
  ];
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

async function autocannon({ url, headers, query, variables }: Load, duration: number): Promise<Result> {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const args = [
    '--json',
    '--connections',
    String(connections),
    '--duration',
    String(duration),
    '--method',
    'POST',
  ];
  for (const [name, value] of Object.entries(headers)) args.push('--headers', `${name}=${value}`);
  args.push('--body', JSON.stringify({ query, variables }), url);
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]);
  return JSON.parse(stdout) as Result;
}
