import type { Context } from '@aws-appsync/utils';
import { customerKey, customerMarkers } from './generated/model.ts';
import type { MutationUpdateProfileArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkPhone, checkText, isGiven, refuse } from './lib/check.ts';
import { toCustomer } from './lib/customer.ts';
import { failFrom } from './lib/fail.ts';
import { setting, typed } from './lib/table.ts';
import { timestamp } from './lib/time.ts';

/** Of accounts that gave a number once in whatever form, those count that gave an international one. */
const hasPhone = {
  expression: 'begins_with(#phone, :plus)',
  expressionNames: { '#phone': 'phone' },
  expressionValues: { ':plus': { S: '+' } },
};

/** Creates the account's item when it is not there yet. */
export function request(ctx: Context<MutationUpdateProfileArgs>) {
  const { name, phone, textMessages } = ctx.args.input;
  const customerId = callerId(ctx);
  const now = timestamp();
  const update = setting({
    customerId,
    name: isGiven(name) ? checkText('name', name, 1, 100) : null,
    phone: isGiven(phone) ? checkPhone('phone', phone) : null,
    textMessages,
    updatedAt: now,
    ...customerMarkers(),
  });
  return {
    operation: 'UpdateItem',
    key: typed(customerKey({ customerId })),
    update: {
      expression: `${update.expression}, #createdAt = if_not_exists(#createdAt, :now)`,
      expressionNames: { ...update.names, '#createdAt': 'createdAt' },
      expressionValues: typed({ ...update.values, ':now': now }),
    },
    ...(textMessages && !isGiven(phone) ? { condition: hasPhone } : {}),
  };
}

export function response(ctx: Context<MutationUpdateProfileArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
      refuse('textMessages', 'needs a telephone number');
    failFrom(ctx.error);
  }
  return toCustomer(callerId(ctx), ctx.result);
}
