/** The machines of an order as its mutations have them: the deployed bundles on samples of every kind of order. */
import { describe, expect, test } from 'vitest';
import {
  ledgerEntryItem,
  orderItem,
  paymentItem,
  reservationItem,
  returnItem,
  riskReviewItem,
  setbackItem,
  shipmentItem,
} from '../../resolvers/generated/model.ts';
import type { fields } from '../../infra/api/fields.ts';
import { isRefusal, type OrderPage, type OrderPlan } from '../../rules/orders/plan.ts';
import { seller as owner } from '../rules/states/attempts.ts';
import { explore, type Trial } from '../rules/states/explore.ts';
import { env, seller, staff } from './context.ts';
import { page, walk, type Answer, type Call } from './walk.ts';

/** Beside these, orders are changed by a checkout, which has tests of its own, and by functions. */
const apart = ['Mutation.placeOrder', 'Mutation.confirmPayment'];

const trials = explore().filter(({ attempt: { ways } }) => {
  return ways[0]!.startsWith('Mutation.') && !apart.includes(ways[0]!);
});

/** One trial of each thing that can happen: each move by each mutation, each refusal of a state asked for. */
function samples(of: (trial: Trial) => string | undefined): [name: string, trial: Trial][] {
  const found = new Map<string, Trial>();
  for (const trial of trials) {
    const name = of(trial);
    if (name && !found.has(name)) found.set(name, trial);
  }
  return [...found];
}

const moving = samples(({ attempt, made }) => {
  const moves = made.map(({ machine, from, to }) => `${machine} ${from ?? 'nothing'} to ${to}`);
  return moves.length > 0 ? `${attempt.ways[0]}: ${moves.join(', ')}` : undefined;
});
const refused = samples(({ attempt: { ways, aim }, outcome }) => {
  if (!isRefusal(outcome)) return undefined;
  return `${ways[0]}: ${outcome.refusal.type} ${aim ? `from ${aim.from} to ${aim.to}` : outcome.info!['status']}`;
});

/** The order's collection as the table answers it. */
function itemsOf(stored: OrderPage): object[] {
  const { order, payments, entries, shipments, returns, setbacks, reservation, risk } = stored;
  return [
    orderItem(order),
    ...payments.map((one) => paymentItem(one)),
    ...entries.map((one) => ledgerEntryItem(one)),
    ...shipments.map((one) => shipmentItem(one)),
    ...returns.map((one) => returnItem(one)),
    ...(setbacks ?? []).map((one) => setbackItem(one)),
    ...(reservation ? [reservationItem(reservation)] : []),
    ...(risk ? [riskReviewItem(risk)] : []),
  ];
}

async function sent({ page: stored, attempt }: Trial) {
  const written: any[] = [];
  const answer = ({ step, request }: Call): Answer => {
    if (step === 'readRequest') return { result: null };
    if (step === 'readOrderPage') return page(itemsOf(stored));
    written.push(...request.transactItems);
    return { result: { keys: [], cancellationReasons: null } };
  };
  const said = {
    arguments: { input: { orderId: 'o1', ...attempt.input }, idempotencyKey: 'states-0001' },
    env: { ...env, PAYMENT_PROVIDER: 'test' },
  };
  const asked = attempt.sellers ? seller(owner.id!, said) : staff(said);
  const { error } = await walk(attempt.ways[0] as keyof typeof fields, asked, answer);
  const puts = written.filter(({ operation }) => operation === 'PutItem');
  const of = (entity: string) =>
    puts.map(({ attributeValues }) => attributeValues).filter(({ __edb_e__ }) => __edb_e__.S === entity);
  return { error, written, of };
}

describe('a move', () => {
  test.each(moving)('%s', async (_name, trial) => {
    const plan = trial.outcome as OrderPlan;
    const { error, of } = await sent(trial);
    expect(error).toBeUndefined();
    expect(of('order').map(({ status }) => status.S)).toEqual([plan.order.status]);
    expect(
      of('order_event').map(({ type, status, subjectId, sequence }) => ({
        type: type.S,
        status: status.S,
        subjectId: subjectId?.S,
        sequence: Number(sequence.N),
      })),
    ).toEqual(
      plan.events.map(({ type, status, subjectId, sequence }) => ({ type, status, subjectId, sequence })),
    );
    for (const [entity, children] of [
      ['payment', plan.payments],
      ['payment_entry', plan.entries],
      ['shipment', plan.shipments],
      ['return', plan.returns],
      ['risk_review', plan.risk ? [plan.risk] : []],
    ] as const) {
      expect(of(entity).map(({ status }) => status.S)).toEqual(children.map(({ status }) => status));
    }
  });
});

describe('a refusal', () => {
  test.each(refused)('%s', async (_name, trial) => {
    if (!isRefusal(trial.outcome)) throw new Error('This is none.');
    const { error, written } = await sent(trial);
    const { refusal, info } = trial.outcome;
    expect(error).toEqual({ message: refusal.message, type: refusal.type, info });
    expect(written).toEqual([]);
  });
});
