import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { CartEmpty, NotFound } from '../../rules/errors.ts';
import { addressKey, cartKey, idempotencyKey } from '../generated/model.ts';
import { linesOf } from '../lib/cart.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { orderOfRepeat } from '../lib/idempotency.ts';
import { postalParts } from '../lib/address.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/** Reads what a checkout starts from in one request: whether it was done before, the cart, and the address. */
export function request(ctx: Context) {
  const { customerId, key, addressId } = ctx.stash;
  const keys = [
    typed(idempotencyKey({ customerId, operation: 'placeOrder', key })),
    typed(cartKey({ customerId })),
  ];
  if (addressId) keys.push(typed(addressKey({ customerId, addressId })));
  return { operation: 'BatchGetItem', tables: { [tableName(ctx)]: { keys, consistentRead: true } } };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const [before, cart, address] = batchItems(ctx);
  if (before && before.expiresAt > util.time.nowEpochSeconds()) {
    ctx.stash.repeatOf = orderOfRepeat(ctx, before);
    return {};
  }
  if (linesOf(cart?.lines).length === 0) fail(CartEmpty);
  ctx.stash.cart = cart;
  if (ctx.stash.addressId) {
    if (!address) fail(NotFound, { addressId: ctx.stash.addressId });
    ctx.stash.address = postalParts(address);
  }
  return {};
}
