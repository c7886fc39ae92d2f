import type { Context } from '@aws-appsync/utils';
import type { MutationConfirmPaymentArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { toOrderWithChildren } from './lib/order.ts';

export function request(ctx: Context<MutationConfirmPaymentArgs>) {
  checkId('orderId', ctx.args.input.orderId);
  checkId('paymentId', ctx.args.input.paymentId);
  return {};
}

/** The order as it stands after the provider was asked. */
export function response(ctx: Context<MutationConfirmPaymentArgs>) {
  return toOrderWithChildren(ctx.stash.page, true);
}
