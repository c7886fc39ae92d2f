import type { Context } from '@aws-appsync/utils';
import { NotFound, VersionConflict } from '../rules/errors.ts';
import { categoryIndexKeys, categoryKey } from './generated/model.ts';
import type { MutationUpdateCategoryArgs } from './generated/schema.ts';
import { checkId, checkOptionalText, checkText, checkWithin, isGiven } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { toCategory } from './lib/product.ts';
import { isStill, settingOf, typed } from './lib/table.ts';
import { timestamp } from './lib/time.ts';

/** Another position is another place in the index of all categories, so its key goes along. */
export function request(ctx: Context<MutationUpdateCategoryArgs>) {
  const { input } = ctx.args;
  const categoryId = checkId('id', input.id);
  const moved = isGiven(input.position);
  const position = checkWithin('position', input.position ?? 0, 0, 9999);
  return {
    operation: 'UpdateItem',
    key: typed(categoryKey({ categoryId })),
    update: settingOf({
      name: isGiven(input.name) ? checkText('name', input.name, 1, 100) : null,
      description: checkOptionalText('description', input.description, 1000),
      image: checkOptionalText('image', input.image, 1000),
      updatedAt: timestamp(),
      version: input.version + 1,
      ...(moved ? { position, ...categoryIndexKeys({ categoryId, position }) } : {}),
    }),
    condition: isStill('version', input.version),
  };
}

/** A refused condition brings the item along; without one there is no such category. */
export function response(ctx: Context<MutationUpdateCategoryArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') {
      if (!ctx.result) fail(NotFound, { id: ctx.args.input.id });
      fail(VersionConflict, { version: ctx.result.version });
    }
    failFrom(ctx.error);
  }
  return toCategory(ctx.result);
}
