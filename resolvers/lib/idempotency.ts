import type { Context } from '@aws-appsync/utils';
import { IdempotencyConflict } from '../../rules/errors.ts';
import type { IdempotencyItem } from '../generated/model.ts';
import { fail } from './fail.ts';

/** The order that the stored request came to, when it is the one in the stash; another one under its key is refused. */
export function orderOfRepeat(ctx: Pick<Context, 'stash'>, stored: IdempotencyItem): string {
  if (stored.request !== ctx.stash.request) fail(IdempotencyConflict, { idempotencyKey: ctx.stash.key });
  return stored.orderId;
}
