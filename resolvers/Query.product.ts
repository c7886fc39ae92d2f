import type { Context } from '@aws-appsync/utils';
import type { QueryProductArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { readProduct, visibleProduct } from './lib/product-read.ts';

export function request(ctx: Context<QueryProductArgs>) {
  return readProduct(ctx, checkId('id', ctx.args.id));
}

export function response(ctx: Context<QueryProductArgs>) {
  if (ctx.error) failFrom(ctx.error);
  return visibleProduct(ctx);
}
