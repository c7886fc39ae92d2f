import { AlreadyExists, Contention } from '../../../rules/errors.ts';
import { logger } from '../observed.ts';
import { Refusal } from '../refusal.ts';
import type { Wanted } from './check.ts';
import { plan, type Transaction } from './plan.ts';
import type { Shop } from './shop.ts';

export type Outcome = 'created' | 'updated' | 'unchanged';

/** How often a product is planned anew after somebody else changed it meanwhile. */
const attempts = 4;

/**
 * Brings one product into the shop.
 *
 * @throws Refusal AlreadyExists when another product has one of the SKUs, Contention when others keep changing it.
 */
export async function save(shop: Shop, wanted: Wanted, currency: string): Promise<Outcome> {
  let outcome: Outcome = 'unchanged';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const stored = await shop.page(wanted.handle);
    const transactions = plan(wanted, stored, {
      newId: crypto.randomUUID(),
      now: new Date().toISOString(),
      currency,
    });
    const [first] = transactions;
    if (!first) return outcome;
    await shop.ensureCategory(wanted.category);
    const result = await writeAll(shop, transactions, wanted);
    if (result.written > 0 && outcome === 'unchanged') outcome = stored ? 'updated' : 'created';
    if (result.done) return outcome;
    logger.debug('Planning a product anew.', { handle: wanted.handle, attempt });
  }
  throw new Refusal(Contention);
}

async function writeAll(
  shop: Shop,
  transactions: readonly Transaction[],
  wanted: Wanted,
): Promise<{ done: boolean; written: number }> {
  for (const [written, transaction] of transactions.entries()) {
    const result = await shop.write(transaction, wanted.handle);
    if (result.kind === 'taken')
      throw new Refusal(AlreadyExists, `The SKU ${result.sku} belongs to another product.`);
    if (result.kind === 'overtaken') return { done: false, written };
  }
  return { done: true, written: transactions.length };
}
