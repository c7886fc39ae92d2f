import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { OrderState } from '../../rules/states/order.ts';
import type { SaleItem } from '../generated/model.ts';
import { saleByStatus, saleQuery } from '../generated/model.ts';
import { callerId } from '../lib/caller.ts';
import { failFrom } from '../lib/fail.ts';
import { merge, nextPartition, stretch } from '../lib/merged.ts';
import { anyState } from '../lib/sale.ts';

/** Reads the caller's sales in one state, the next with each call; all at once when no state is asked for. */
export function request(ctx: Context) {
  const status = nextPartition(ctx);
  if (!status) runtime.earlyReturn({});
  const { range, limit, scanIndexForward } = stretch(ctx);
  const sellerId = callerId(ctx);
  const sales =
    status === anyState
      ? saleQuery({ sellerId }, range)
      : saleByStatus({ sellerId, status: status as OrderState }, range);
  return { operation: 'Query', ...sales, limit, scanIndexForward };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  const sales: SaleItem[] = ctx.result.items;
  merge(
    ctx,
    sales.map(({ placedAt, orderId }) => `${placedAt}#orderId_${orderId}`),
  );
  return {};
}
