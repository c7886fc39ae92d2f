import type { Context } from '@aws-appsync/utils';
import { categoryKey } from './generated/model.ts';
import type { QueryCategoryArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { toCategory } from './lib/product.ts';
import { typed } from './lib/table.ts';

export function request(ctx: Context<QueryCategoryArgs>) {
  return { operation: 'GetItem', key: typed(categoryKey({ categoryId: checkId('id', ctx.args.id) })) };
}

export function response(ctx: Context<QueryCategoryArgs>) {
  if (ctx.error) failFrom(ctx.error);
  return ctx.result ? toCategory(ctx.result) : null;
}
