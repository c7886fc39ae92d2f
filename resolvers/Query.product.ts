import type { Context } from '@aws-appsync/utils';
import type { QueryProductArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { visibleProduct } from './lib/product-read.ts';

export function request(ctx: Context<QueryProductArgs>) {
  ctx.stash.productId = checkId('id', ctx.args.id);
  return {};
}

export function response(ctx: Context<QueryProductArgs>) {
  return visibleProduct(ctx);
}
