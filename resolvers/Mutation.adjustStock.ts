import type { Context } from '@aws-appsync/utils';
import { maxStock } from '../rules/limits.ts';
import type { MutationAdjustStockArgs } from './generated/schema.ts';
import { callerId } from './lib/caller.ts';
import { checkSku, checkText, checkWithin, refuse } from './lib/check.ts';
import { answered, identify } from './lib/idempotency.ts';

export function request(ctx: Context<MutationAdjustStockArgs>) {
  const { input } = ctx.args;
  const sku = checkSku('sku', input.sku);
  const delta = checkWithin('delta', input.delta, -maxStock, maxStock);
  if (delta === 0) refuse('delta', 'must not be 0');
  const reason = checkText('reason', input.reason, 1, 200);
  identify(ctx, [sku, delta, reason]);
  console.log({ stock: sku, delta, reason, by: callerId(ctx) });
  return {};
}

/** What the first request with this key was answered. */
export function response(ctx: Context<MutationAdjustStockArgs>) {
  return answered(ctx);
}
