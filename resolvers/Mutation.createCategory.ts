import type { Context } from '@aws-appsync/utils';
import { AlreadyExists } from '../rules/errors.ts';
import { maxCategoryIdLength } from '../rules/limits.ts';
import { categoryItem } from './generated/model.ts';
import type { MutationCreateCategoryArgs } from './generated/schema.ts';
import { checkHandle, checkOptionalText, checkText, checkWithin, withoutNulls } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { toCategory } from './lib/product.ts';
import { isNew, put } from './lib/table.ts';
import { timestamp } from './lib/time.ts';

export function request(ctx: Context<MutationCreateCategoryArgs>) {
  const { input } = ctx.args;
  const now = timestamp();
  const category = withoutNulls({
    categoryId: checkHandle('id', input.id, maxCategoryIdLength),
    name: checkText('name', input.name, 1, 100),
    description: checkOptionalText('description', input.description, 1000),
    position: checkWithin('position', input.position ?? 0, 0, 9999),
    image: checkOptionalText('image', input.image, 1000),
    createdAt: now,
    updatedAt: now,
    version: 1,
  });
  return {
    operation: 'PutItem',
    ...put(categoryItem(category)),
    condition: isNew,
  };
}

export function response(ctx: Context<MutationCreateCategoryArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException')
      fail(AlreadyExists, { id: ctx.args.input.id });
    failFrom(ctx.error);
  }
  return toCategory(ctx.result);
}
