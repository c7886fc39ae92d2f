import type { Environment } from '../../core/environment.ts';
import type { Phones } from '../phones.ts';
import type { Publisher } from '../publisher.ts';
import type { Registry } from '../registry.ts';
import type { Subscription } from '../model.ts';

/** The members of a request, as an SDK is given them. */
export type Input = Readonly<Record<string, any>>;

/** One operation of the API. */
export interface Operation {
  /** The action that policies must allow, without `sns:`. @defaultValue the operation's own name */
  readonly action?: string;
  /** The ARN of the topic it is on, the telephone number it goes to, or `*`. */
  readonly resource: (input: Input) => string;
  readonly run: (input: Input) => object;
}

export type Operations = Readonly<Record<string, Operation>>;

/** What the operations work with. */
export interface Service {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly publisher: Publisher;
  readonly phones: Phones;
  /** Asks an HTTP endpoint to confirm its subscription. */
  readonly askToConfirm: (subscription: Subscription) => void;
}

/** Elements of a page and the token of the next; a hundred at a time. */
export function pageOf<T>(all: readonly T[], { NextToken: token }: Input): { page: T[]; next?: string } {
  const start = token ? Number(Buffer.from(String(token), 'base64url').toString()) || 0 : 0;
  const end = start + 100;
  return {
    page: all.slice(start, end),
    ...(all.length > end && { next: Buffer.from(String(end)).toString('base64url') }),
  };
}
