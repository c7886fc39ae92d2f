import type { Environment } from '../../core/environment.ts';
import type { Principal } from '../../core/ports.ts';
import type { Activities } from '../activities.ts';
import { constraint } from '../errors.ts';
import type { Executions } from '../executions.ts';
import type { Machines } from '../machines.ts';
import type { Tokens } from '../tokens.ts';

/** The members of a request. */
export type Input = Readonly<Record<string, any>>;

/** One operation of the API. */
export interface Operation {
  /** What policies must allow: an ARN, or `*`. */
  readonly resource: (input: Input) => string;
  readonly run: (input: Input, principal?: Principal) => object | Promise<object>;
}

export type Operations = Readonly<Record<string, Operation>>;

/** What the operations work with. */
export interface Service {
  readonly environment: Environment;
  readonly machines: Machines;
  readonly executions: Executions;
  readonly activities: Activities;
  readonly tokens: Tokens;
  /** Resolves when what was done is kept. */
  readonly kept: () => Promise<void>;
}

/** Seconds since the epoch, as the protocol has times. */
export const seconds = (milliseconds: number): number => milliseconds / 1000;

/** The resource of an operation on what a member names. */
export const on = (member: string) => (input: Input) => String(input[member] ?? '*');

/** @throws AwsError ValidationException. */
export function required(input: Input, member: string): string {
  const value = input[member];
  if (typeof value === 'string' && value !== '') return value;
  const rule = value === '' ? 'have length greater than or equal to 1' : 'not be null';
  throw constraint(value, member, `Member must ${rule}`);
}

/**
 * A page of a list. A token is the place where the next begins.
 *
 * @throws AwsError ValidationException.
 */
export function page<T>(list: readonly T[], input: Input): { items: readonly T[]; nextToken?: string } {
  const { maxResults = 100, nextToken } = input;
  if (maxResults > 1000)
    throw constraint(maxResults, 'maxResults', 'Member must have value less than or equal to 1000');
  const size = maxResults === 0 ? 100 : maxResults;
  const from = nextToken === undefined ? 0 : Number(Buffer.from(String(nextToken), 'base64url').toString());
  if (!Number.isInteger(from)) throw constraint(nextToken, 'nextToken', 'Invalid token');
  const end = from + size;
  return {
    items: list.slice(from, end),
    ...(end < list.length && { nextToken: Buffer.from(String(end)).toString('base64url') }),
  };
}
