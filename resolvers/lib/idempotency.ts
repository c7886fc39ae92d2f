import type { Context } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { Contention, IdempotencyConflict } from '../../rules/errors.ts';
import { idempotencyKeyPattern, idempotencySeconds } from '../../rules/limits.ts';
import type { Refusal } from '../../rules/orders/plan.ts';
import type { IdempotencyItem } from '../generated/model.ts';
import { idempotencyItem, idempotencyKey } from '../generated/model.ts';
import { callerId } from './caller.ts';
import { checkPattern } from './check.ts';
import { fail } from './fail.ts';
import type { CancellationReason } from './table.ts';
import { failedCondition, put, tableName, typed } from './table.ts';
import { timestamp } from './time.ts';

/**
 * Puts into the stash what a repeat of this request is known by. Text, not a hash: the runtime has no digest, and equal
 * text leaves no doubt.
 *
 * @param request - the input in canonical form: defaults filled in, texts trimmed, members in a fixed order.
 */
export function identify(ctx: Context<{ idempotencyKey: string }>, request: unknown[]): void {
  ctx.stash.key = checkPattern(
    'idempotencyKey',
    ctx.args.idempotencyKey,
    idempotencyKeyPattern,
    'must be 8 to 64 of A-Z a-z 0-9 _ -',
  );
  ctx.stash.operation = ctx.info.fieldName;
  ctx.stash.request = JSON.stringify(request);
  ctx.stash.callerId = callerId(ctx);
  ctx.stash.now = timestamp();
}

/** The key of what is remembered of the request in the stash. */
export function memoryKey(ctx: Pick<Context, 'stash'>) {
  const { callerId: customerId, operation, key } = ctx.stash;
  return { customerId, operation, key };
}

/**
 * The transaction's first action: it remembers the request with its answer, on condition that the key is new. The item
 * may outlive its time, for deletion by TTL lags by days.
 */
export function memoryAction(ctx: Context, answer: unknown) {
  const now = util.time.nowEpochSeconds();
  return {
    table: tableName(ctx),
    operation: 'PutItem',
    ...put(
      idempotencyItem({
        ...memoryKey(ctx),
        request: ctx.stash.request,
        answer: JSON.stringify(answer),
        expiresAt: now + idempotencySeconds,
        createdAt: ctx.stash.now,
      }),
    ),
    condition: {
      expression: 'attribute_not_exists(#pk) OR #expiresAt <= :now',
      expressionNames: { '#pk': 'pk', '#expiresAt': 'expiresAt' },
      expressionValues: typed({ ':now': now }),
    },
  };
}

/**
 * Takes up what is remembered under the request's key: a repeat gets the same answer, which then stands in
 * `ctx.stash.answer`; another request is refused.
 */
export function recall(ctx: Pick<Context, 'stash'>, stored: IdempotencyItem | null | undefined): void {
  if (!stored || stored.expiresAt <= util.time.nowEpochSeconds()) return;
  if (stored.request !== ctx.stash.request) fail(IdempotencyConflict, { idempotencyKey: ctx.stash.key });
  ctx.stash.answer = JSON.parse(stored.answer);
}

/** The request for what is remembered under the key in the stash. */
export function readMemory(ctx: Pick<Context, 'stash'>) {
  return { operation: 'GetItem', key: typed(idempotencyKey(memoryKey(ctx))), consistentRead: true };
}

/**
 * Whether a transaction was not written because of `memoryAction`, for the key is known: what is remembered is taken up
 * then.
 *
 * @param reason - the one that stands in the place of that action.
 */
export function recalled(ctx: Pick<Context, 'stash'>, reason: CancellationReason | undefined): boolean {
  if (!failedCondition(reason)) return false;
  recall(ctx, reason!.item);
  return true;
}

/** What the resolver answers: what was answered, now or the first time. Without it no attempt got through. */
export function answered(ctx: Pick<Context, 'stash'>) {
  if (!ctx.stash.answer) fail(Contention);
  return ctx.stash.answer;
}

/**
 * Refuses a checkout once `steps/readRefused.ts`, the pipeline's last step, has looked whether a twin of the request was
 * answered; the steps before that one are left out.
 *
 * @param refusal - why, where what stands in the stash does not tell.
 */
export function setAside(ctx: Pick<Context, 'stash'>, refusal?: Refusal): void {
  ctx.stash.refused = refusal ?? {};
}

/** Leaves the pipeline's other steps out once there is an answer, or a refusal that is set aside. */
export function unlessAnswered(ctx: Pick<Context, 'stash'>): void {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer, { skipTo: 'END' });
  if (ctx.stash.refused) runtime.earlyReturn({});
}
