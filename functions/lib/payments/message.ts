/** A message of the queue of payments: the entry of a ledger that is to be carried out. */
export interface PaymentMessage {
  readonly orderId: string;
  readonly entryId: string;
  /** How often the provider was asked what became of it, when it did not know yet. */
  readonly asked?: number;
}

/** @throws Error when the text is no such message. */
export function readPaymentMessage(body: string): PaymentMessage {
  const { orderId, entryId, asked } = JSON.parse(body) as Partial<PaymentMessage>;
  if (!orderId || !entryId) throw new Error('The message names no entry.');
  return { orderId, entryId, ...(asked ? { asked } : {}) };
}
