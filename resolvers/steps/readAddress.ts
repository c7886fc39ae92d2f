import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import { addressKey } from '../generated/model.ts';
import type { MutationRemoveAddressArgs } from '../generated/schema.ts';
import { callerId } from '../lib/caller.ts';
import { checkId } from '../lib/check.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { typed } from '../lib/table.ts';

/** Reads the caller's address that the input names; it goes on in `ctx.stash.address`. */
export function request(ctx: Context<MutationRemoveAddressArgs>) {
  const addressId = checkId('id', ctx.args.input.id);
  return {
    operation: 'GetItem',
    key: typed(addressKey({ customerId: callerId(ctx), addressId })),
    consistentRead: true,
  };
}

export function response(ctx: Context<MutationRemoveAddressArgs>) {
  if (ctx.error) failFrom(ctx.error);
  if (!ctx.result) fail(NotFound, { addressId: ctx.args.input.id });
  ctx.stash.address = ctx.result;
  return ctx.result;
}
