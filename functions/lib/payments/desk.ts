/** Carries out what the ledgers of orders ask for. */
import { extensionMinutes } from '../../../rules/limits.ts';
import { extend } from '../../../rules/orders/end.ts';
import type { Actor } from '../../../rules/orders/plan.ts';
import type { LedgerRecord, PaymentRecord } from '../../../rules/orders/records.ts';
import { settle, type Outcome } from '../../../rules/orders/settle.ts';
import type { OrderBook } from '../orders/book.ts';
import type { TransactItem } from '../orders/transact-item.ts';
import { ProviderRefused, ProviderUnavailable } from './errors.ts';
import type { FollowUp, Movement, News, PaymentProvider, Sought } from './provider.ts';

/** How long a provider surely knows a key, in milliseconds; Stripe forgets them after a day. */
const keyLifetime = 20 * 60 * 60_000;

/** What became of an entry: settled, open until the customer or the provider says more, or nothing to do. */
export type Progress = 'SETTLED' | 'WAITING' | 'PENDING' | 'NOTHING';

export interface PaymentDesk {
  /**
   * Has the provider do what an entry asks for and books its answer. May be called again after any failure, and twice
   * at once: the provider knows the entry's key, the ledger settles it once.
   *
   * @throws ProviderUnavailable, ProviderRefused, or what the table throws.
   */
  carryOut(orderId: string, entryId: string): Promise<Progress>;
  /** Asks the provider what became of an entry, without having it do anything, and books its answer. */
  lookUp(orderId: string, entryId: string): Promise<Progress>;
  /**
   * Books what a provider says of an entry by itself.
   *
   * @param beside - what else the transaction is to write.
   */
  note(news: News, provider: string, beside: readonly TransactItem[]): Promise<Progress>;
}

export interface DeskOptions {
  readonly book: OrderBook;
  /** By the name that a payment carries. */
  readonly providers: Readonly<Record<string, PaymentProvider>>;
}

/** Opens the desk. */
export function openPaymentDesk({ book, providers }: DeskOptions): PaymentDesk {
  async function carryOut(orderId: string, entryId: string): Promise<Progress> {
    const found = await openEntry(orderId, entryId);
    if (!found) return 'NOTHING';
    const { entry, payment, provider, captures } = found;
    if (entry.kind === 'AUTHORIZE') await hold(orderId, payment.provider);
    if (entry.kind === 'VOID' && captures) {
      throw new ProviderUnavailable('What is being taken must be taken before the rest is freed.');
    }
    // A key that the provider may have forgotten would have it do the same again.
    const old = Date.now() - Date.parse(entry.createdAt) > keyLifetime;
    const done = old ? await provider.lookup(soughtOf(entry, payment)) : undefined;
    const outcome = done ?? (await ask(provider, entry, payment));
    return settled(orderId, entryId, outcome, payment.provider);
  }

  async function lookUp(orderId: string, entryId: string): Promise<Progress> {
    const found = await openEntry(orderId, entryId);
    if (!found) return 'NOTHING';
    const { entry, payment, provider } = found;
    const outcome = await provider.lookup(soughtOf(entry, payment));
    return outcome ? settled(orderId, entryId, outcome, payment.provider) : 'PENDING';
  }

  /** An entry that is not settled, with its payment; undefined when there is nothing to do. */
  async function openEntry(orderId: string, entryId: string) {
    const page = await book.page(orderId);
    const entry = page?.entries.find((one) => one.entryId === entryId);
    const payment = page?.payments.find((one) => one.paymentId === entry?.paymentId);
    if (!page || !entry || !payment || entry.status !== 'REQUESTED') return undefined;
    const provider = providers[payment.provider];
    // Money that moves by itself is recorded by staff.
    if (!provider) return undefined;
    const captures = page.entries.some(
      ({ paymentId, kind, status }) =>
        paymentId === payment.paymentId && kind === 'CAPTURE' && status === 'REQUESTED',
    );
    return { entry, payment, provider, captures };
  }

  /** The order keeps its stock while its payment runs. */
  async function hold(orderId: string, provider: string): Promise<void> {
    const actor = actorOf(provider);
    const until = new Date(Date.parse(actor.now) + extensionMinutes * 60_000).toISOString();
    await book.change(orderId, (page) => extend(page, until, actor));
  }

  async function settled(
    orderId: string,
    entryId: string,
    outcome: Outcome,
    provider: string,
    beside: readonly TransactItem[] = [],
  ): Promise<Progress> {
    const actor = actorOf(provider);
    await book.change(orderId, (page) => settle(page, entryId, outcome, actor), beside);
    if (outcome.result === 'PENDING') return 'PENDING';
    return outcome.result === 'ACTION' ? 'WAITING' : 'SETTLED';
  }

  function note(
    { orderId, entryId, outcome }: News,
    provider: string,
    beside: readonly TransactItem[],
  ): Promise<Progress> {
    return settled(orderId, entryId, outcome, provider, beside);
  }

  return { carryOut, lookUp, note };
}

/** Who settles: the provider, by its name. */
export function actorOf(provider: string): Actor {
  return { role: 'provider', id: provider, now: new Date().toISOString() };
}

/** Asks the provider for what an entry says. */
function ask(provider: PaymentProvider, entry: LedgerRecord, payment: PaymentRecord): Promise<Outcome> {
  const movement = movementOf(entry);
  if (entry.kind === 'AUTHORIZE') {
    if (!payment.token) throw new ProviderRefused('The payment has no token.');
    return provider.authorize({ ...movement, token: payment.token });
  }
  if (!payment.reference) throw new ProviderRefused('The payment has no reference.');
  const followUp: FollowUp = { ...movement, reference: payment.reference };
  if (entry.kind === 'CAPTURE') {
    const last = payment.capturable === 0 && payment.captured + entry.amount === payment.amount;
    return provider.capture({ ...followUp, last });
  }
  if (entry.kind === 'VOID') return provider.void(followUp);
  return provider.refund({ ...followUp, ...(entry.reason ? { reason: entry.reason } : {}) });
}

function soughtOf(entry: LedgerRecord, { reference }: PaymentRecord): Sought {
  return { ...movementOf(entry), kind: entry.kind, ...(reference ? { reference } : {}) };
}

function movementOf({ orderId, paymentId, entryId, amount, currency }: LedgerRecord): Movement {
  return { orderId, paymentId, entryId, amount, currency };
}
