/** Every way that an order can go: each attempt on each kind of order that another attempt led to. */
import { place } from '../../../rules/orders/place.ts';
import { isRefusal, type OrderPage, type OrderPlan, type Refusal } from '../../../rules/orders/plan.ts';
import type { Way } from '../../../rules/states/machine.ts';
import { draftOf } from '../../races/model/draft.ts';
import { applied, nothing } from '../order-world.ts';
import { attemptsOn, customer, seller, type Attempt } from './attempts.ts';
import { movesIn, type Made } from './machines.ts';

/** An attempt, what it met, and what came of it. */
export interface Trial {
  readonly page: OrderPage;
  readonly attempt: Pick<Attempt, 'ways' | 'aim' | 'input' | 'sellers'>;
  readonly outcome: OrderPlan | Refusal;
  readonly made: readonly Made[];
}

const until = '2026-01-01T10:30:00.000Z';
const placing: Way[] = ['Mutation.placeOrder'];

/** An order of two mugs of the seller's, at no cost when `free`. */
function start(free: boolean, token?: string): Trial {
  const wanted = [{ sku: 'MUG', unitPrice: 1000, quantity: 2, sellerId: seller.id! }];
  const draft = draftOf({ orderId: 'o1', customerId: 'ada', wanted, reservedUntil: until });
  const priced = { ...draft.priced, total: free ? 0 : draft.priced.total };
  const payment = token ? { payment: { provider: 'test', token } } : {};
  const outcome = place({ ...draft, priced, ...payment }, customer);
  return { page: nothing, attempt: { ways: placing }, outcome, made: movesIn(nothing, outcome) };
}

/** What makes two orders the same for this: where everything stands, and what is on its way. */
function kindOf({ order, payments, entries, shipments, returns, risk }: OrderPage): string {
  const open = entries
    .filter(({ status }) => status === 'REQUESTED')
    .map(({ kind, subjectId }) => `${kind} ${subjectId ? 'for something' : ''}`);
  return [
    order.status,
    ...order.lines.map(({ packed, shipped }) => `${packed} ${shipped}`),
    ...payments.map(({ status, provider }) => `${provider} ${status}`),
    ...open.sort(),
    ...shipments.map(({ status }) => status),
    ...returns.map(({ status }) => status),
    risk?.status,
    String(entries.some(({ kind, status }) => kind === 'VOID' && status === 'SUCCEEDED')),
  ].join(' ');
}

/** Three things beside the order show every move; more of them only show it again. */
const small = ({ payments, shipments, returns, entries }: OrderPage) =>
  payments.length + shipments.length + returns.length <= 3 && returns.length <= 1 && entries.length <= 4;

/** Tries everything there is on every kind of order that is small enough. */
export function explore(): Trial[] {
  const trials: Trial[] = [start(false), start(false, 'pm_success'), start(true)];
  const seen = new Set<string>();
  const open = trials.map(({ page, outcome }) => applied(page, outcome as OrderPlan));
  for (let page = open.pop(); page; page = open.pop()) {
    const met = frozen(page);
    for (const { make, ...attempt } of attemptsOn(met)) {
      const outcome = make();
      const made = isRefusal(outcome) ? [] : movesIn(met, outcome);
      trials.push({ page: met, attempt, outcome, made });
      if (isRefusal(outcome) || outcome.events.length === 0) continue;
      const next = applied(met, outcome);
      if (!small(next) || seen.has(kindOf(next))) continue;
      seen.add(kindOf(next));
      open.unshift(next);
    }
  }
  return trials;
}

/** A rule that changed what it was given would throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
