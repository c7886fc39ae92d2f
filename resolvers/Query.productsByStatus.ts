import type { Context } from '@aws-appsync/utils';
import { productByStatus } from './generated/model.ts';
import type { QueryProductsByStatusArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { productPageOf } from './lib/product-read.ts';

export function request(ctx: Context<QueryProductsByStatusArgs>) {
  return {
    operation: 'Query',
    ...productByStatus({ status: ctx.args.status }),
    limit: checkLimit(ctx.args.limit, 20),
    nextToken: ctx.args.nextToken,
    scanIndexForward: false,
  };
}

export function response(ctx: Context<QueryProductsByStatusArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return productPageOf(ctx);
}
