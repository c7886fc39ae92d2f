/** A step of the workflow of an order: looks whether somebody should look at it. */
import { NotFound } from '../rules/errors.ts';
import { risksOf } from '../rules/orders/hold.ts';
import { env } from './lib/env.ts';
import { observed } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { Refusal } from './lib/refusal.ts';
import { openTable } from './lib/table.ts';

const book = openOrderBook(openTable(), env('TABLE_NAME'));

/** What is suspicious about an order. */
export interface Assessment {
  readonly orderId: string;
  readonly flagged: boolean;
  readonly reasons: string[];
}

export const handler = observed(
  'assessRisk',
  async ({ orderId }: { readonly orderId: string }): Promise<Assessment> => {
    const page = await book.page(orderId);
    if (!page) throw new Refusal(NotFound);
    const reasons = risksOf(page.order, page.payments);
    return { orderId, flagged: reasons.length > 0, reasons };
  },
);
