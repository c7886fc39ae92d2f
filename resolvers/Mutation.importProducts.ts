import type { Context } from '@aws-appsync/utils';
import { maxImportProducts } from '../rules/limits.ts';
import type { MutationImportProductsArgs } from './generated/schema.ts';
import { checkWithin } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';

/** A product is a transaction, and up to 25 of them are more than one resolver can do: a Lambda does it. */
export function request(ctx: Context<MutationImportProductsArgs>) {
  checkWithin('products', ctx.args.input.products.length, 1, maxImportProducts);
  return { operation: 'Invoke', payload: ctx.args };
}

export function response(ctx: Context<MutationImportProductsArgs>) {
  if (ctx.error) failFrom(ctx.error);
  return ctx.result;
}
