import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { LimitReached } from '../rules/errors.ts';
import { maxAddresses } from '../rules/limits.ts';
import { addressItem, customerKey, customerMarkers } from './generated/model.ts';
import type { MutationAddAddressArgs } from './generated/schema.ts';
import { toAddress } from './lib/address.ts';
import { callerId } from './lib/caller.ts';
import { checkAddress } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { cancellationReasons, failedCondition, put, tableName, typed } from './lib/table.ts';
import { timestamp } from './lib/time.ts';

/** The address and the account's count of them go together, so that no race passes the limit. */
export function request(ctx: Context<MutationAddAddressArgs>) {
  const customerId = callerId(ctx);
  const now = timestamp();
  const address = {
    customerId,
    addressId: util.autoUlid(),
    ...checkAddress('address', ctx.args.input.address),
    createdAt: now,
    updatedAt: now,
  };
  ctx.stash.address = address;
  const markers = customerMarkers();
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: tableName(ctx),
        operation: 'PutItem',
        ...put(addressItem(address)),
      },
      {
        table: tableName(ctx),
        operation: 'UpdateItem',
        key: typed(customerKey({ customerId })),
        update: {
          expression:
            'SET #customerId = :customerId, #e = :e, #v = :v, #createdAt = if_not_exists(#createdAt, :now) ADD #count :one',
          expressionNames: {
            '#customerId': 'customerId',
            '#e': '__edb_e__',
            '#v': '__edb_v__',
            '#createdAt': 'createdAt',
            '#count': 'addressCount',
          },
          expressionValues: typed({
            ':customerId': customerId,
            ':e': markers.__edb_e__,
            ':v': markers.__edb_v__,
            ':now': now,
            ':one': 1,
          }),
        },
        condition: {
          expression: 'attribute_not_exists(#count) OR #count < :max',
          expressionNames: { '#count': 'addressCount' },
          expressionValues: typed({ ':max': maxAddresses }),
        },
      },
    ],
  };
}

export function response(ctx: Context<MutationAddAddressArgs>) {
  if (ctx.error) {
    if (failedCondition(cancellationReasons(ctx)[1])) fail(LimitReached, { limit: maxAddresses });
    failFrom(ctx.error);
  }
  return toAddress(ctx.stash.address);
}
