import type { Context } from '@aws-appsync/utils';
import type { MutationPlaceOrderArgs } from './generated/schema.ts';
import {
  checkAddress,
  checkHandle,
  checkId,
  checkMoney,
  checkOptionalText,
  checkText,
  checkVoucherCode,
  refuse,
} from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

/** Checks the input and keeps it in canonical form. */
export function request(ctx: Context<MutationPlaceOrderArgs>) {
  const { input } = ctx.args;
  const addressId = input.addressId ? checkId('addressId', input.addressId) : null;
  const address = input.shippingAddress ? checkAddress('shippingAddress', input.shippingAddress) : null;
  if (!!addressId === !!address) refuse('shippingAddress', 'give either this or addressId');
  const expected = checkMoney('expectedTotal', input.expectedTotal, ctx.env.CURRENCY!);
  const note = checkOptionalText('note', input.note, 500);
  const method = input.shippingMethod ? checkHandle('shippingMethod', input.shippingMethod) : null;
  const voucher = input.voucherCode ? checkVoucherCode('voucherCode', input.voucherCode) : null;
  const token = input.payment ? checkText('payment.token', input.payment.token, 1, 200) : null;

  const postal = address ? Object.entries(address) : null;
  identify(ctx, [addressId, postal, method, voucher, token, expected, note]);
  ctx.stash.addressId = addressId;
  ctx.stash.address = address;
  ctx.stash.shippingMethod = method;
  ctx.stash.voucherCode = voucher;
  ctx.stash.token = token;
  ctx.stash.expectedTotal = expected;
  ctx.stash.note = note;
  ctx.stash.consistent = true;
  ctx.stash.sure = {};
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationPlaceOrderArgs>) {
  return answered(ctx);
}
