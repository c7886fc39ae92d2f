import type { Context } from '@aws-appsync/utils';
import { visibleProduct } from './lib/product-read.ts';

export function request() {
  return {};
}

export function response(ctx: Context) {
  return visibleProduct(ctx);
}
