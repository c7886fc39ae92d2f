import type { Context } from '@aws-appsync/utils';
import { cartKey, cartMarkers } from './generated/model.ts';
import { callerId } from './lib/caller.ts';
import { toCart } from './lib/cart.ts';
import { failFrom } from './lib/fail.ts';
import { setting, typed } from './lib/table.ts';
import { timestamp } from './lib/time.ts';

/** Whatever is in the cart goes; its version counts on. */
export function request(ctx: Context) {
  const customerId = callerId(ctx);
  const update = setting({ customerId, lines: {}, updatedAt: timestamp(), ...cartMarkers() });
  return {
    operation: 'UpdateItem',
    key: typed(cartKey({ customerId })),
    update: {
      expression: `${update.expression} ADD #version :one`,
      expressionNames: { ...update.names, '#version': 'version' },
      expressionValues: typed({ ...update.values, ':one': 1 }),
    },
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return toCart(ctx.result, {}, ctx.env.CURRENCY!);
}
