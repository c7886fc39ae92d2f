import type { Context } from '@aws-appsync/utils';
import { categoryKey } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toCategory } from './lib/product.ts';
import { typed } from './lib/table.ts';

export function request(ctx: Context) {
  return { operation: 'GetItem', key: typed(categoryKey({ categoryId: ctx.source.categoryId })) };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return ctx.result ? toCategory(ctx.result) : null;
}
