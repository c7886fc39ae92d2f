import type { Context } from '@aws-appsync/utils';
import { idempotencyKeyPattern } from '../rules/limits.ts';
import type { MutationPlaceOrderArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkAddress, checkId, checkMoney, checkOptionalText, checkPattern, refuse } from './lib/check.ts';
import { toOrder } from './lib/order.ts';
import { timestamp } from './lib/time.ts';

/**
 * Checks the input and keeps it in canonical form: what decides whether a repeated key means the same request. Text,
 * not a hash: the runtime has no digest, and equal text leaves no doubt.
 */
export function request(ctx: Context<MutationPlaceOrderArgs>) {
  const { input, idempotencyKey } = ctx.args;
  const addressId = input.addressId ? checkId('addressId', input.addressId) : null;
  const address = input.shippingAddress ? checkAddress('shippingAddress', input.shippingAddress) : null;
  if (!!addressId === !!address) refuse('shippingAddress', 'give either this or addressId');
  const expected = checkMoney('expectedTotal', input.expectedTotal, ctx.env.CURRENCY!);
  const note = checkOptionalText('note', input.note, 500);

  ctx.stash.key = checkPattern(
    'idempotencyKey',
    idempotencyKey,
    idempotencyKeyPattern,
    'must be 8 to 64 of A-Z a-z 0-9 _ -',
  );
  ctx.stash.request = JSON.stringify([addressId, address ? Object.entries(address) : null, expected, note]);
  ctx.stash.customerId = callerId(ctx);
  ctx.stash.addressId = addressId;
  ctx.stash.address = address;
  ctx.stash.expectedTotal = expected;
  ctx.stash.note = note;
  ctx.stash.now = timestamp();
  ctx.stash.consistent = true;
  return {};
}

export function response(ctx: Context<MutationPlaceOrderArgs>) {
  return toOrder(ctx.stash.order);
}
