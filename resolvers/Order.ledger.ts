import type { Context } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { LedgerEntryItem } from './generated/model.ts';
import { ledgerEntryQuery } from './generated/model.ts';
import { failFrom } from './lib/fail.ts';
import { toLedgerEntry } from './lib/order.ts';

/** The entries came with the order when its collection was read as a page. */
export function request(ctx: Context) {
  if (ctx.source.ledger) runtime.earlyReturn(ctx.source.ledger);
  return {
    operation: 'Query',
    ...ledgerEntryQuery({ orderId: ctx.source.id }),
    limit: 500,
    consistentRead: true,
  };
}

export function response(ctx: Context) {
  if (ctx.error) failFrom(ctx.error);
  return ctx.result.items.map((item: LedgerEntryItem) => toLedgerEntry(item));
}
