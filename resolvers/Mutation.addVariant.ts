import type { Context } from '@aws-appsync/utils';
import { toVariant } from './lib/product.ts';

export function request() {
  return {};
}

/** The variant as the last step left it. */
export function response(ctx: Context) {
  return toVariant(ctx.stash.variant);
}
