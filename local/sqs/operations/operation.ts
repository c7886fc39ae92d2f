import type { Environment } from '../../core/environment.ts';
import type { Principal } from '../../core/ports.ts';
import { missingParameter, queueDoesNotExist } from '../errors.ts';
import type { Queue } from '../queue.ts';
import type { Registry } from '../registry.ts';

/** The members of a request. */
export type Input = Readonly<Record<string, any>>;

/** Who asks, and until when the answer is wanted. */
export interface Caller {
  readonly principal?: Principal;
  readonly signal?: AbortSignal;
}

/** One operation of the API. */
export interface Operation {
  /** What policies must allow: an action without `sqs:`, on the ARN of a queue or `*`. */
  readonly permissions: (input: Input) => readonly (readonly [action: string, resource: string])[];
  readonly run: (input: Input, caller: Caller) => object | Promise<object>;
}

export type Operations = Readonly<Record<string, Operation>>;

/** What the operations work with. */
export interface Service {
  readonly environment: Environment;
  readonly registry: Registry;
}

/** The name in a queue's URL, `…/<account>/<name>`; host and scheme do not matter. @throws AwsError */
export function nameInUrl({ QueueUrl: url }: Input): string {
  if (typeof url !== 'string' || url === '') throw missingParameter('QueueUrl');
  const name = /\/\d{12}\/([\w.-]+)\/?$/.exec(url)?.[1];
  if (!name) throw queueDoesNotExist();
  return name;
}

/**
 * Operations on the queue of `QueueUrl`.
 *
 * @param action - that policies must allow, when its name is not that of the operation
 */
export const onQueue =
  ({ registry }: Service) =>
  (
    action: string,
    run: (queue: Queue, input: Input, caller: Caller) => object | Promise<object>,
  ): Operation => ({
    permissions: (input) => [[action, registry.arnOf(nameInUrl(input))]],
    run: (input, caller) => run(registry.named(nameInUrl(input)), input, caller),
  });
