/** Asks the provider what became of a payment that its customer has just confirmed, and books the answer. */
import { env } from './lib/env.ts';
import { logger, observed } from './lib/observed.ts';
import { openOrderBook } from './lib/orders/book.ts';
import { openPaymentDesk } from './lib/payments/desk.ts';
import { ProviderUnavailable } from './lib/payments/errors.ts';
import type { PaymentMessage } from './lib/payments/message.ts';
import { openProviders } from './lib/payments/providers.ts';
import { openTable } from './lib/table.ts';

const table = openTable();
const desk = openPaymentDesk({
  book: openOrderBook(table, env('TABLE_NAME')),
  providers: openProviders(table),
});

export const handler = observed('confirmPayment', async ({ orderId, entryId }: PaymentMessage) => {
  try {
    return { progress: await desk.lookUp(orderId, entryId) };
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    // The webhook brings the answer, later; the customer sees the order as it stands.
    logger.warn('The provider did not say what became of a payment.', { orderId, entryId, error });
    return { progress: 'PENDING' };
  }
});
