/** All that may be tried on an order: each change there is, by each way, with whatever it may be told. */
import { cancel, expire } from '../../../rules/orders/end.ts';
import { decide, hold } from '../../../rules/orders/hold.ts';
import { pay } from '../../../rules/orders/pay.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from '../../../rules/orders/plan.ts';
import { dueOf, receive } from '../../../rules/orders/receive.ts';
import { recordRefund, refund } from '../../../rules/orders/refund.ts';
import { decideReturn, receiveReturn, requestReturn } from '../../../rules/orders/returns.ts';
import { retry } from '../../../rules/orders/retry.ts';
import { settle, type Outcome } from '../../../rules/orders/settle.ts';
import { moveShipment, pack, ship } from '../../../rules/orders/ship.ts';
import { answers, type Way } from '../../../rules/states/machine.ts';
import { shipmentMachine, type ShipmentState } from '../../../rules/states/shipment.ts';
import type { MachineName } from './machines.ts';

/** A state that a change asks for by name; what else it does is its affair. */
export interface Aim {
  readonly machine: MachineName;
  readonly from: string;
  readonly to: string;
}

export interface Attempt {
  /** Several where they do the very same. */
  readonly ways: readonly Way[];
  readonly aim?: Aim;
  /** What the mutation's input says beside the order. */
  readonly input?: object;
  /** Whether it is a seller's: those ways are for nobody else. */
  readonly sellers?: true;
  readonly make: () => OrderPlan | Refusal;
}

const now = '2026-01-01T10:05:00.000Z';
const late = '2026-01-01T11:00:00.000Z';
export const customer: Actor = { role: 'customer', id: 'ada', now };
export const staff: Actor = { role: 'staff', id: 'stan', now };
/** Whose goods the orders are. */
export const seller: Actor = { role: 'seller', id: 'selma', now };
const system: Actor = { role: 'system', id: 'fulfilment', now };
const provider: Actor = { role: 'provider', id: 'test', now };
const sku = 'MUG';

/** Every attempt on an order as it stands. */
export function attemptsOn(page: OrderPage): Attempt[] {
  return [
    ...ends(page),
    ...money(page),
    ...parcels(page, staff),
    ...parcels(page, seller),
    ...returns(page),
    ...decisions(page, staff),
    ...decisions(page, seller),
  ];
}

function ends(page: OrderPage): Attempt[] {
  const from = page.order.status;
  const risk = page.risk?.status ?? 'none';
  const order = (to: string): Aim => ({ machine: 'order', from, to });
  const review = (to: string): Aim => ({ machine: 'risk', from: risk, to });
  return [
    { ways: ['Mutation.cancelOrder'], aim: order('CANCELLED'), make: () => cancel(page, customer) },
    {
      ways: ['functions/releaseOverdue'],
      aim: order('EXPIRED'),
      make: () => expire(page, { ...system, now: late }),
    },
    {
      ways: ['functions/holdOrder'],
      aim: order('ON_HOLD'),
      make: () => hold(page, ['HIGH_TOTAL'], late, system),
    },
    {
      ways: ['functions/holdOrder'],
      aim: review('TIMED_OUT'),
      make: () => decide(page, 'TIMED_OUT', system),
    },
    {
      ways: ['Mutation.decideRiskReview'],
      aim: review('APPROVED'),
      input: { approve: true },
      make: () => decide(page, 'APPROVED', staff),
    },
    {
      ways: ['Mutation.decideRiskReview'],
      aim: review('DECLINED'),
      input: { approve: false },
      make: () => decide(page, 'DECLINED', staff),
    },
  ];
}

const outcomes: Outcome[] = [
  { result: 'SUCCEEDED' },
  { result: 'FAILED', failureCode: 'card_declined' },
  { result: 'ACTION', action: { type: 'redirect' } },
  { result: 'PENDING' },
  { result: 'RELEASED' },
];

function money(page: OrderPage): Attempt[] {
  // Of an order that is paid, nothing is due: then a cent is too much.
  const due = Math.max(1, dueOf(page.order));
  const asked = { provider: 'test', token: 'pm_success' };
  const recorded = [due, Math.ceil(due / 2)].map((amount, index): Attempt => {
    const received = { method: 'CASH' as const, amount, reference: `r${page.payments.length}-${index}` };
    return {
      ways: ['Mutation.recordPayment'],
      input: { ...received, amount: { amount, currency: 'EUR' } },
      make: () => receive(page, received, staff),
    };
  });
  const settled = page.entries.flatMap(({ entryId, kind, paymentId }): Attempt[] => {
    const byHand = page.payments.some((one) => one.paymentId === paymentId && one.provider === 'manual');
    const reference = { entryId, reference: 'by hand' };
    const handed: Attempt = {
      ways: ['Mutation.recordRefund'],
      input: reference,
      make: () => recordRefund(page, reference, staff),
    };
    // No provider is asked about money that came by itself.
    if (byHand) return [handed];
    return [
      handed,
      ...outcomes
        .filter(({ result }) => kind === 'AUTHORIZE' || (result !== 'ACTION' && result !== 'RELEASED'))
        .map((outcome): Attempt => ({
          ways: answers,
          make: () => settle(page, entryId, outcome, provider),
        })),
    ];
  });
  const again = (page.setbacks ?? []).map(({ entryId }): Attempt => ({
    ways: ['functions/retryMovements'],
    make: () => retry(page, entryId, system),
  }));
  return [
    ...again,
    {
      ways: ['Mutation.payOrder'],
      input: { payment: { token: asked.token } },
      make: () => pay(page, asked, customer),
    },
    ...recorded,
    ...settled,
    {
      ways: ['Mutation.refundOrder'],
      input: { amount: { amount: 1, currency: 'EUR' }, reason: 'Sorry.' },
      make: () => refund(page, { amount: 1, reason: 'Sorry.' }, staff),
    },
  ];
}

/** One thing by its two doors: that of staff, and that of a seller. */
const by = ({ role }: Actor, staffs: Way, sellers: Way) =>
  role === 'seller' ? { ways: [sellers], sellers: true as const } : { ways: [staffs] };

/** What staff does with a parcel, and a seller with one of the own goods by mutations of its own. */
function parcels(page: OrderPage, actor: Actor): Attempt[] {
  const packs = by(actor, 'Mutation.packShipment', 'Mutation.packSale');
  const one = [{ sku, quantity: 1 }];
  const moves = page.shipments.flatMap(({ shipmentId, status: from }): Attempt[] => [
    {
      ...by(actor, 'Mutation.shipShipment', 'Mutation.shipSale'),
      aim: { machine: 'shipment', from, to: 'SHIPPED' },
      input: { shipmentId },
      make: () => ship(page, shipmentId, {}, actor),
    },
    ...(Object.keys(shipmentMachine) as ShipmentState[]).map((to): Attempt => ({
      ...by(actor, 'Mutation.moveShipment', 'Mutation.moveSale'),
      // A parcel leaves by `shipShipment` alone.
      aim: { machine: 'shipment', from: to === 'SHIPPED' ? 'none' : from, to },
      input: { shipmentId, to },
      make: () => moveShipment(page, shipmentId, to, actor),
    })),
  ]);
  return [
    { ...packs, make: () => pack(page, undefined, {}, actor) },
    { ...packs, input: { lines: one }, make: () => pack(page, one, {}, actor) },
    ...moves,
  ];
}

function returns(page: OrderPage): Attempt[] {
  const lines = [{ sku, quantity: 1, reason: 'Too blue' }];
  const withdrawals = page.returns.map(({ returnId, status: from }): Attempt => ({
    ways: ['Mutation.withdrawReturn'],
    aim: { machine: 'return', from, to: 'WITHDRAWN' },
    input: { returnId },
    make: () => decideReturn(page, returnId, 'WITHDRAWN', customer),
  }));
  return [
    {
      ways: ['Mutation.requestReturn'],
      input: { lines },
      make: () => requestReturn(page, lines, customer),
    },
    ...withdrawals,
  ];
}

/** What staff decides of a return, and a seller of one of the own goods. */
function decisions(page: OrderPage, actor: Actor): Attempt[] {
  const decides = by(actor, 'Mutation.decideReturn', 'Mutation.decideSaleReturn');
  const receives = by(actor, 'Mutation.receiveReturn', 'Mutation.receiveSaleReturn');
  return page.returns.flatMap(({ returnId, status: from }): Attempt[] => {
    const aim = (to: string): Aim => ({ machine: 'return', from, to });
    const arrived = [{ sku, received: 1, restocked: 1 }];
    return [
      {
        ...decides,
        aim: aim('APPROVED'),
        input: { returnId, approve: true },
        make: () => decideReturn(page, returnId, 'APPROVED', actor),
      },
      {
        ...decides,
        aim: aim('REJECTED'),
        input: { returnId, approve: false },
        make: () => decideReturn(page, returnId, 'REJECTED', actor),
      },
      {
        ...receives,
        aim: aim('RECEIVED'),
        input: { returnId, lines: arrived },
        make: () => receiveReturn(page, returnId, arrived, actor),
      },
      {
        ...receives,
        aim: aim('RECEIVED'),
        input: { returnId, lines: [] },
        make: () => receiveReturn(page, returnId, [], actor),
      },
    ];
  });
}
