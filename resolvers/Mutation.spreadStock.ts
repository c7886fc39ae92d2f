import type { Context } from '@aws-appsync/utils';
import { maxShards } from '../rules/limits.ts';
import type { MutationSpreadStockArgs } from './generated/schema.ts';
import { checkSku, checkWithin } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationSpreadStockArgs>) {
  const { input } = ctx.args;
  const sku = checkSku('sku', input.sku);
  const parts = checkWithin('parts', input.parts, 1, maxShards);
  identify(ctx, [sku, parts]);
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationSpreadStockArgs>) {
  return answered(ctx);
}
