import type { Context } from '@aws-appsync/utils';
import { CartEmpty, NotFound } from '../../rules/errors.ts';
import {
  addressKey,
  cartKey,
  customerKey,
  idempotencyKey,
  voucherKey,
  voucherUseKey,
} from '../generated/model.ts';
import { postalParts } from '../lib/address.ts';
import { linesOf } from '../lib/cart.ts';
import { fail, failFrom, refused } from '../lib/fail.ts';
import { memoryKey, recall, setAside } from '../lib/idempotency.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/**
 * Reads what a checkout or a quote starts from in one request: whether it was done before, the cart, the customer, the
 * address and the voucher.
 */
export function request(ctx: Context) {
  const { callerId: customerId, key, addressId, voucherCode } = ctx.stash;
  const keys = [typed(cartKey({ customerId })), typed(customerKey({ customerId }))];
  if (key) keys.push(typed(idempotencyKey(memoryKey(ctx))));
  if (addressId) keys.push(typed(addressKey({ customerId, addressId })));
  if (voucherCode) {
    keys.push(
      typed(voucherKey({ code: voucherCode })),
      typed(voucherUseKey({ code: voucherCode, customerId })),
    );
  }
  return { operation: 'BatchGetItem', tables: { [tableName(ctx)]: { keys, consistentRead: true } } };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const { key, addressId, voucherCode } = ctx.stash;
  const [cart, customer, ...rest] = batchItems(ctx);
  if (key) recall(ctx, rest.shift());
  if (ctx.stash.answer) return {};
  if (addressId) {
    const address = rest.shift();
    if (!address) fail(NotFound, { addressId });
    ctx.stash.address = postalParts(address);
  }
  if (voucherCode) {
    ctx.stash.voucher = rest.shift();
    ctx.stash.voucherUse = rest.shift();
  }
  if (linesOf(cart?.lines).length === 0) {
    if (!key) fail(CartEmpty);
    setAside(ctx, refused(CartEmpty));
  }
  ctx.stash.cart = cart;
  ctx.stash.email = customer?.email;
  return {};
}
