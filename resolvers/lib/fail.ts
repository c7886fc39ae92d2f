import { util } from '@aws-appsync/utils';
import type { catalogue, ErrorType, ShopError } from '../../rules/errors.ts';
import { Contention, Internal, InvalidCursor } from '../../rules/errors.ts';
import type { Refusal } from '../../rules/orders/plan.ts';

/** The facts that an error may bring along: those that the catalogue names. */
type Facts<Type extends string> = Type extends ErrorType
  ? { readonly [fact in keyof (typeof catalogue)[Type]['data']]?: unknown }
  : Record<string, unknown>;

/**
 * Ends the field with an error of the catalogue.
 *
 * @param info - facts for the client, sent as `errorInfo`; the catalogue names what there may be.
 * @param message - a more exact text than the catalogue's.
 *
 * @example
 * fail(OutOfStock, { lines: [{ sku: 'MUG-RED', available: 2 }] });
 */
export function fail<Type extends string>(
  error: ShopError & { readonly type: Type },
  info?: Facts<Type>,
  message?: string,
): never {
  return util.error(message ?? error.message, error.type, null, info ?? null) as never;
}

/**
 * An error of the catalogue that is not said yet.
 *
 * @example
 * return refused(OutOfStock, { lines: [{ sku: 'MUG-RED', available: 2 }] });
 */
export function refused<Type extends string>(
  error: ShopError & { readonly type: Type },
  info?: Facts<Type>,
): Refusal {
  return info ? { refusal: error, info } : { refusal: error };
}

/** What a response handler has after a failed data source. */
export interface Failure {
  message: string;
  type: string;
}

/**
 * Turns a data source's failure into an error of the catalogue: contention by name, a foreign `nextToken` by name,
 * and anything else masked, its text in the log under the correlation id that the client is given.
 */
export function failFrom(failure: Failure, nextToken?: string | null): never {
  const text = `${failure.type} ${failure.message}`;
  if (nextToken && text.toLowerCase().indexOf('token') >= 0) fail(InvalidCursor);
  if (
    text.indexOf('TransactionConflict') >= 0 ||
    text.indexOf('ThroughputExceeded') >= 0 ||
    text.indexOf('ThrottlingException') >= 0 ||
    text.indexOf('RequestLimitExceeded') >= 0
  ) {
    fail(Contention);
  }
  const correlationId = util.autoId();
  console.error({ correlationId, type: failure.type, message: failure.message });
  return fail(Internal, { correlationId });
}
