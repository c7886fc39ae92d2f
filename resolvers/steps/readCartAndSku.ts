import type { Context } from '@aws-appsync/utils';
import { UnknownSku } from '../../rules/errors.ts';
import { cartKey, skuClaimKey } from '../generated/model.ts';
import type { MutationAddToCartArgs } from '../generated/schema.ts';
import { callerId } from '../lib/caller.ts';
import { fail, failFrom } from '../lib/fail.ts';
import { batchItems, tableName, typed } from '../lib/table.ts';

/** Reads the caller's cart, and which product the SKU belongs to, in one request. */
export function request(ctx: Context<MutationAddToCartArgs>) {
  return {
    operation: 'BatchGetItem',
    tables: {
      [tableName(ctx)]: {
        keys: [
          typed(cartKey({ customerId: callerId(ctx) })),
          typed(skuClaimKey({ sku: ctx.args.input.sku })),
        ],
        consistentRead: true,
      },
    },
  };
}

export function response(ctx: Context<MutationAddToCartArgs>) {
  if (ctx.error) failFrom(ctx.error);
  const [cart, claim] = batchItems(ctx);
  if (!claim) fail(UnknownSku, { skus: [ctx.args.input.sku] });
  ctx.stash.cart = cart;
  ctx.stash.productId = claim.productId;
  return cart;
}
