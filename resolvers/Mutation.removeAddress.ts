import type { Context } from '@aws-appsync/utils';
import { toAddress } from './lib/address.ts';

export function request() {
  return {};
}

export function response(ctx: Context) {
  return toAddress(ctx.stash.address);
}
