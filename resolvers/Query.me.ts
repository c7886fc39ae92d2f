import type { Context } from '@aws-appsync/utils';
import { accountPage, customerKey, isAddress, isCart, isCustomer } from './generated/model.ts';
import { callerId } from './lib/caller.ts';
import { addressPage, toCustomer } from './lib/customer.ts';
import { failFrom } from './lib/fail.ts';
import { asksFor } from './lib/pages.ts';
import { typed } from './lib/table.ts';

/** The profile alone is one item; with its cart or addresses it is one Query of the account's collection. */
export function request(ctx: Context) {
  const customerId = callerId(ctx);
  if (asksFor(ctx, 'cart') || asksFor(ctx, 'addresses')) {
    return { operation: 'Query', ...accountPage({ customerId }), limit: 100, consistentRead: true };
  }
  return { operation: 'GetItem', key: typed(customerKey({ customerId })), consistentRead: true };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const customerId = callerId(ctx);
  const items: any[] | undefined = ctx.result?.items;
  if (!items) return toCustomer(customerId, ctx.result);
  return {
    ...toCustomer(
      customerId,
      items.find((item) => isCustomer(item)),
    ),
    addresses: addressPage(
      items.filter((item) => isAddress(item)),
      null,
    ),
    storedCart: items.find((item) => isCart(item)) ?? null,
  };
}
