import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { addressQuery } from './generated/model.ts';
import type { CustomerAddressesArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkLimit } from './lib/check.ts';
import { addressPage } from './lib/customer.ts';
import { failFrom } from './lib/fail.ts';

/** All addresses came with the account when it was read as a page; 20 fit any limit but a smaller one. */
export function request(ctx: Context<CustomerAddressesArgs>) {
  const limit = checkLimit(ctx.args.limit, 20);
  const known = ctx.source?.addresses;
  if (known && !ctx.args.nextToken && known.items.length <= limit) runtime.earlyReturn(known);
  return {
    operation: 'Query',
    ...addressQuery({ customerId: callerId(ctx) }),
    limit,
    nextToken: ctx.args.nextToken,
    consistentRead: true,
  };
}

export function response(ctx: Context<CustomerAddressesArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return addressPage(ctx.result.items, ctx.result.nextToken);
}
