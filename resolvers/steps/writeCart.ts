import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { CartChanged } from '../../rules/errors.ts';
import type { CartItem } from '../generated/model.ts';
import { cartItem } from '../generated/model.ts';
import { callerId } from '../lib/caller.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { changedLines } from '../lib/cart-change.ts';
import { isNew, put, typed } from '../lib/table.ts';
import { timestamp } from '../lib/time.ts';

/**
 * Writes the cart with the change in `ctx.stash.change` applied, on condition that nobody changed it meanwhile.
 * A cart is never deleted: its version must never start again, or a checkout could take another cart for its own.
 */
export function request(ctx: Context) {
  const current: CartItem | null = ctx.stash.cart;
  const now = timestamp();
  const cart = {
    customerId: callerId(ctx),
    lines: changedLines(ctx, current?.lines ?? {}, now),
    version: (current?.version ?? 0) + 1,
    updatedAt: now,
    changeId: util.autoId(),
  };
  ctx.stash.cart = cart;
  return {
    operation: 'PutItem',
    ...put(cartItem(cart)),
    condition: current
      ? {
          expression: '#version = :version',
          expressionNames: { '#version': 'version' },
          expressionValues: typed({ ':version': current.version }),
        }
      : isNew,
  };
}

export function response(ctx: Context) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') fail(CartChanged);
    failFrom(ctx.error);
  }
  return ctx.stash.cart;
}
