import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import type { OrderPage } from '../../rules/orders/plan.ts';
import type { MutationConfirmPaymentArgs } from '../generated/schema.ts';
import { fail, failFrom } from '../lib/fail.ts';

/** Has the provider asked what became of a payment of the order in the stash; of one that is settled, nobody is asked. */
export function request(ctx: Context<MutationConfirmPaymentArgs>) {
  const { orderId, paymentId } = ctx.args.input;
  const page: OrderPage = ctx.stash.page;
  if (!page.payments.some((payment) => payment.paymentId === paymentId)) fail(NotFound, { paymentId });
  const open = page.entries.find((one) => one.paymentId === paymentId && one.status === 'REQUESTED');
  if (!open) runtime.earlyReturn({}, { skipTo: 'END' });
  return { operation: 'Invoke', payload: { orderId, entryId: open!.entryId } };
}

export function response(ctx: Context<MutationConfirmPaymentArgs>) {
  if (ctx.error) failFrom(ctx.error);
  return {};
}
