import type { Context } from '@aws-appsync/utils';
import type { MutationAddVariantArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';
import { variantRequest } from './lib/product-input.ts';

export function request(ctx: Context<MutationAddVariantArgs>) {
  const { productId, variant } = ctx.args.input;
  identify(ctx, [checkId('productId', productId), variantRequest(variant)]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationAddVariantArgs>) {
  return answered(ctx);
}
