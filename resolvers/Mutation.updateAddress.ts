import type { Context } from '@aws-appsync/utils';
import { NotFound } from '../rules/errors.ts';
import { addressKey } from './generated/model.ts';
import type { MutationUpdateAddressArgs } from './generated/schema.ts';
import { toAddress } from './lib/address.ts';
import { callerId } from './lib/caller.ts';
import { checkAddress, checkId } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { isThere, setting, typed } from './lib/table.ts';
import { timestamp } from './lib/time.ts';

/** Parts that may be absent are removed when the new address has none. */
export function request(ctx: Context<MutationUpdateAddressArgs>) {
  const addressId = checkId('id', ctx.args.input.id);
  const address = checkAddress('address', ctx.args.input.address);
  const update = setting({ ...address, updatedAt: timestamp() });
  const present = Object.keys(address);
  const absent = ['line2', 'region', 'phone'].filter((part) => present.indexOf(part) < 0);
  const names: Record<string, string> = { ...update.names };
  absent.forEach((part) => {
    names[`#${part}`] = part;
  });
  const removal = absent.length > 0 ? ` REMOVE ${absent.map((part) => `#${part}`).join(', ')}` : '';
  return {
    operation: 'UpdateItem',
    key: typed(addressKey({ customerId: callerId(ctx), addressId })),
    update: {
      expression: `${update.expression}${removal}`,
      expressionNames: names,
      expressionValues: typed(update.values),
    },
    condition: isThere,
  };
}

export function response(ctx: Context<MutationUpdateAddressArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
      fail(NotFound, { addressId: ctx.args.input.id });
    failFrom(ctx.error);
  }
  return toAddress(ctx.result);
}
