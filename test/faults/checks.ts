/** Every check of a shop that came to rest after faults. */
import type { SetbackRecord } from '../../rules/orders/records.ts';
import { maxTries } from '../../rules/limits.ts';
import type { OrderStep } from '../../client/follow-order.ts';
import { accountsOf, auditShop, type Accounts, type Verdicts } from '../support/audit.ts';
import { checkTold } from './listeners.ts';
import { checkMails, checkTexts, type Note, type Reader, type Received } from './mailbox.ts';
import type { DeadLetter } from './queues.ts';
import { checkWorkflows, type Workflow } from './workflows.ts';

type Item = Record<string, any>;

/** What is known of a shop at rest, from itself and from those who watched it. */
export interface Observed {
  readonly items: readonly Item[];
  /** Units that were put on the shelf, by SKU. */
  readonly stocked: Readonly<Record<string, number>>;
  /** Mails and text messages. */
  readonly received: readonly Received[];
  readonly heard: ReadonlyMap<string, readonly OrderStep[]>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly deadLetters: readonly DeadLetter[];
}

/** The card whose provider never answers: its payments stay open, and each has a dead letter. */
const silent = 'pm_down';

/** @returns the checks by their names, each with its differences: none, as it must be. */
export function checkAtRest(observed: Observed): Verdicts {
  const { items, stocked, received, heard, workflows, deadLetters } = observed;
  const accounts = accountsOf(items);
  const { pages } = accounts;
  const notes = of<Note>(items, 'notification');
  const { 'no movement of money is under way': open, ...verdicts } = auditShop(items, { stocked });
  const given = silentEntries(accounts);
  const letters = deadLetters.map((letter) => ({ letter, entry: entryOf(letter) }));
  const lettered = new Set(letters.map(({ entry }) => entry));
  return {
    ...verdicts,
    'no movement of money is under way, save where a provider never answers': open!.filter(
      (one) => ![...given].some((entry) => String(one).startsWith(entry)),
    ),
    'no order waits for its money': pages
      .filter(({ order }) => order.status === 'PLACED')
      .map(({ order }) => `${order.orderId} waits`),
    'no order is held for good': pages
      .filter(({ order, risk }) => order.status === 'ON_HOLD' || risk?.status === 'OPEN')
      .map(({ order }) => `${order.orderId} is held`),
    'no return waits for its refund': pages.flatMap(({ returns }) =>
      returns
        .filter(({ status }) => status === 'RECEIVED')
        .map(({ orderId, returnId }) => `${orderId} ${returnId} waits`),
    ),
    'no movement that failed is left alone': of<SetbackRecord>(items, 'setback').flatMap((setback) =>
      setback.kind === 'VOID' && setback.tries === maxTries
        ? []
        : [`${setback.orderId} ${setback.entryId} failed and waits, after ${setback.tries} tries`],
    ),
    'every event was told once to who followed, in order': checkTold(pages, heard),
    'every mail came once': checkMails(pages, notes, received),
    'every text message came once': checkTexts(pages, notes, received, of<Reader>(items, 'customer')),
    'every workflow stands where its order stands': checkWorkflows(pages, workflows),
    'every dead letter is explained': [
      ...letters
        .filter(({ entry }) => !entry || !given.has(entry))
        .map(({ letter: { queue, body } }) => `${queue}: ${body.slice(0, 500)}`),
      ...[...given].filter((entry) => !lettered.has(entry)).map((entry) => `${entry} has no dead letter`),
    ],
  };
}

/** The items of one entity. */
const of = <Entity>(items: readonly Item[], entity: string) =>
  items.filter(({ __edb_e__ }) => __edb_e__ === entity) as unknown as Entity[];

/** Entries of payments whose provider never answers, as `order entry`. */
function silentEntries({ pages }: Accounts): Set<string> {
  return new Set(
    pages.flatMap(({ payments, entries }) =>
      entries
        .filter(({ status, paymentId }) => {
          const payment = payments.find((one) => one.paymentId === paymentId);
          return status === 'REQUESTED' && payment?.token === silent;
        })
        .map(({ orderId, entryId }) => `${orderId} ${entryId}`),
    ),
  );
}

/** The entry of a ledger that a dead letter is about. */
function entryOf({ body }: DeadLetter): string | undefined {
  try {
    const { orderId, entryId } = JSON.parse(body) as { orderId?: string; entryId?: string };
    return orderId && entryId ? `${orderId} ${entryId}` : undefined;
  } catch {
    return undefined;
  }
}
