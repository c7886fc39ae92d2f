import type { Context } from '@aws-appsync/utils';
import { productBySeller } from './generated/model.ts';
import type { QueryMyProductsArgs } from './generated/schema.ts';
import { callerId, isStaff } from './lib/caller.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { productPageOf } from './lib/product-read.ts';
import { shopSeller } from './lib/product.ts';

export function request(ctx: Context<QueryMyProductsArgs>) {
  return {
    operation: 'Query',
    ...productBySeller({ sellerId: isStaff(ctx) ? shopSeller : callerId(ctx) }),
    limit: checkLimit(ctx.args.limit, 20),
    nextToken: ctx.args.nextToken,
    scanIndexForward: false,
  };
}

export function response(ctx: Context<QueryMyProductsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return productPageOf(ctx);
}
