import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../../rules/errors.ts';
import { addressKey, customerKey } from '../generated/model.ts';
import type { MutationRemoveAddressArgs } from '../generated/schema.ts';
import { callerId } from '../lib/caller.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { cancellationReasons, failedCondition, isThere, tableName, typed } from '../lib/table.ts';

/** Deletes the address in the stash, and counts one less. */
export function request(ctx: Context<MutationRemoveAddressArgs>) {
  const customerId = callerId(ctx);
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: tableName(ctx),
        operation: 'DeleteItem',
        key: typed(addressKey({ customerId, addressId: ctx.stash.address.addressId })),
        condition: isThere,
      },
      {
        table: tableName(ctx),
        operation: 'UpdateItem',
        key: typed(customerKey({ customerId })),
        update: {
          expression: 'ADD #count :less',
          expressionNames: { '#count': 'addressCount' },
          expressionValues: typed({ ':less': -1 }),
        },
      },
    ],
  };
}

export function response(ctx: Context<MutationRemoveAddressArgs>) {
  if (ctx.error) {
    if (failedCondition(cancellationReasons(ctx)[0])) fail(NotFound, { addressId: ctx.args.input.id });
    failFrom(ctx.error);
  }
  return ctx.stash.address;
}
