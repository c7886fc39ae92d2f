import type { Context } from '@aws-appsync/utils';
import { IllegalTransition, VersionConflict } from '../../rules/errors.ts';
import { canMove, nextStates } from '../../rules/order-states.ts';
import type { OrderEventItem, OrderItem, PaymentItem } from '../generated/model.ts';
import { orderChanges, orderEventItem, orderKey, paymentItem, variantKey } from '../generated/model.ts';
import { callerRole } from './caller.ts';
import { fail, failFrom } from './fail.ts';
import {
  cancellationReasons,
  failedCondition,
  isStill,
  lostRace,
  put,
  settingOf,
  tableName,
  typed,
} from './table.ts';
import { timestamp } from './time.ts';

/** What a mutation does to the order in the stash. */
export interface OrderChange {
  status: OrderItem['status'];
  type: OrderEventItem['type'];
  note?: string | null;
  /** What is paid afterwards, in minor units, when that changes. */
  paid?: number;
  /** Money received, or given back when negative. */
  payments?: Pick<PaymentItem, 'paymentId' | 'method' | 'amount' | 'reference'>[];
  /** What becomes of each line's stock: handed to the carrier, or offered again. */
  stock?: 'leave' | 'return';
}

/** How often a pipeline may hold the same writing step. */
const attempts = 2;

/** Refuses a move that the order's states do not have. */
export function checkMove(order: OrderItem, to: OrderItem['status']): void {
  if (canMove(order.status, to)) return;
  fail(IllegalTransition, { status: order.status, nextStatuses: nextStates(order.status) });
}

/**
 * The order's change, its event, its payments and its stock in one transaction. The order's sequence number guards it:
 * of two changes at once, one is refused.
 */
export function changeOrder(ctx: Context, change: OrderChange) {
  const order: OrderItem = ctx.stash.order;
  const table = tableName(ctx);
  const now = timestamp();
  const changes = {
    status: change.status,
    paid: change.paid ?? order.paid,
    updatedAt: now,
    sequence: order.sequence + 1,
  };
  const event: OrderEventItem = {
    orderId: order.orderId,
    customerId: order.customerId,
    sequence: changes.sequence,
    type: change.type,
    status: change.status,
    at: now,
    actor: callerRole(ctx),
  };
  if (change.note) event.note = change.note;
  const actions: any[] = [
    {
      table,
      operation: 'UpdateItem',
      key: typed(orderKey(order)),
      update: settingOf(orderChanges(order, changes)),
      condition: isStill('sequence', order.sequence),
    },
    {
      table,
      operation: 'PutItem',
      ...put(orderEventItem(event)),
    },
  ];
  (change.payments ?? []).forEach((payment) => {
    const money = { ...payment, orderId: order.orderId, currency: order.currency, createdAt: now };
    actions.push({ table, operation: 'PutItem', ...put(paymentItem(money)) });
  });
  if (change.stock) order.lines.forEach((line) => actions.push(stockAction(table, line, change.stock!, now)));
  ctx.stash.changed = { ...order, ...changes };
  ctx.stash.attempt = (ctx.stash.attempt ?? 0) + 1;
  return { operation: 'TransactWriteItems', transactItems: actions };
}

/** Units leave the reservation; those that come back are offered again. */
function stockAction(
  table: string,
  line: OrderItem['lines'][number],
  stock: 'leave' | 'return',
  now: string,
) {
  const back = stock === 'return';
  return {
    table,
    operation: 'UpdateItem',
    key: typed(variantKey(line)),
    update: {
      expression: `SET #reserved = #reserved - :quantity, #updatedAt = :now${
        back ? ', #available = #available + :quantity' : ''
      }`,
      expressionNames: {
        '#reserved': 'reserved',
        '#updatedAt': 'updatedAt',
        ...(back ? { '#available': 'available' } : {}),
      },
      expressionValues: typed({ ':quantity': line.quantity, ':now': now }),
    },
    condition: {
      expression: '#reserved >= :held',
      expressionNames: { '#reserved': 'reserved' },
      expressionValues: typed({ ':held': line.quantity }),
    },
  };
}

/** What the writing step answers: the order as it is now, or the error that says why not. */
export function afterChange(ctx: Context) {
  if (!ctx.error) {
    ctx.stash.done = true;
    ctx.stash.order = ctx.stash.changed;
    return ctx.stash.order;
  }
  if (failedCondition(cancellationReasons(ctx)[0]))
    fail(VersionConflict, { orderId: ctx.stash.order.orderId });
  if (lostRace(ctx) && ctx.stash.attempt < attempts) return null;
  return failFrom(ctx.error);
}
