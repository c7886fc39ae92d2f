import type { Context } from '@aws-appsync/utils';
import type { CategoryItem } from './generated/model.ts';
import { categoryAll } from './generated/model.ts';
import type { QueryCategoriesArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';
import { toCategory } from './lib/product.ts';

export function request(ctx: Context<QueryCategoriesArgs>) {
  return {
    operation: 'Query',
    ...categoryAll(),
    limit: checkLimit(ctx.args.limit, 50),
    nextToken: ctx.args.nextToken,
  };
}

export function response(ctx: Context<QueryCategoriesArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((category: CategoryItem) => toCategory(category)),
  );
}
