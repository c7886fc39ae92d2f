import type { Context } from '@aws-appsync/utils';
import { Contention } from '../../rules/errors.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from '../../rules/orders/plan.ts';
import { isRefusal } from '../../rules/orders/plan.ts';
import { writesOf } from '../../rules/orders/writes.ts';
import { callerId, callerRole } from './caller.ts';
import { fail, failFrom } from './fail.ts';
import { memoryAction, recalled } from './idempotency.ts';
import { toAnswer } from './selling.ts';
import { cancellationReasons, failedCondition, tableName } from './table.ts';
import { transactItem } from './write.ts';

/** Where the memory of the request and the order stand among the actions. */
const place = { memory: 0, order: 1 };

/** How often a pipeline holds the reading and the writing step of a change: one that lost a race is made anew. */
const attempts = 3;

/** The caller, as the order's timeline names who did something. */
export function actorOf(ctx: Context): Actor {
  const role = ctx.stash.sellerId ? 'seller' : callerRole(ctx);
  return { role, id: callerId(ctx), now: ctx.stash.now };
}

/**
 * Carries out a plan for the order in the stash, in one transaction with the memory of the request and its answer.
 *
 * @example
 * return carryOut(ctx, cancel(ctx.stash.page, actorOf(ctx), reason));
 */
export function carryOut(ctx: Context, made: OrderPlan | Refusal) {
  if (isRefusal(made)) fail(made.refusal, made.info);
  const plan = made as OrderPlan;
  const page: OrderPage = ctx.stash.page;
  const table = tableName(ctx);
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  ctx.stash.draft = toAnswer(ctx, plan.order);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      memoryAction(ctx, ctx.stash.draft),
      ...writesOf(page, plan).map((write) => transactItem(table, write)),
    ],
  };
}

/**
 * What the writing step answers. The key comes first: of two requests with the same one at the same time, both get the
 * answer of the one that was written. Whoever lost a race against another change reads and decides anew.
 */
export function afterChange(ctx: Context) {
  if (!ctx.error) {
    ctx.stash.answer = ctx.stash.draft;
    return ctx.stash.answer;
  }
  const reasons = cancellationReasons(ctx);
  if (recalled(ctx, reasons[place.memory])) return ctx.stash.answer;
  const raced = reasons.some((reason) => reason.type === 'TransactionConflict' || failedCondition(reason));
  if (raced && ctx.stash.attempt < attempts) return null;
  if (raced) fail(Contention, { orderId: ctx.stash.page.order.orderId });
  return failFrom(ctx.error);
}
