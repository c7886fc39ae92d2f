/**
 * A plan says all that one change of an order does: the order as it becomes, what is written beside it, the stock that
 * moves, the events. The rules make plans and touch nothing; a resolver or a function carries one out in a single
 * transaction, guarded by the sequence number of the order that the plan was made from.
 */
import type { OrderState } from '../states/order.ts';
import { orderMachine } from '../states/order.ts';
import { canMove } from '../states/machine.ts';
import type { ShopError } from '../errors.ts';
import { IllegalTransition } from '../errors.ts';
import type { OrderEventType } from './events.ts';
import type {
  LedgerRecord,
  LineRecord,
  OrderEventRecord,
  OrderRecord,
  PaymentRecord,
  ReservationRecord,
  ReturnRecord,
  RiskRecord,
  SetbackRecord,
  ShipmentRecord,
} from './records.ts';

/** Units that move in one place of the stock; each number is added to what is there. */
export interface StockMove {
  productId: string;
  sku: string;
  /** The part of a stock that is spread, from 1; absent for the variant itself. */
  shard?: number;
  available: number;
  reserved: number;
  sold: number;
}

export interface OrderPlan {
  order: OrderRecord;
  events: OrderEventRecord[];
  payments: PaymentRecord[];
  entries: LedgerRecord[];
  shipments: ShipmentRecord[];
  returns: ReturnRecord[];
  stock: StockMove[];
  /** What becomes of the reservation; absent: it stays. */
  reservation?: 'remove' | ReservationRecord;
  /** The review of the order as it becomes; absent: it stays. */
  risk?: RiskRecord;
  /** Movements of money that failed and must not stay so. */
  setbacks?: SetbackRecord[];
  /** Entries that failed and need nobody any more. */
  overcome?: string[];
  /** A use of the order's voucher to give back. */
  returnVoucher?: boolean;
}

/** Why a change cannot be: an error of the catalogue with its facts. */
export interface Refusal {
  refusal: ShopError;
  info?: Record<string, unknown>;
}

/** An order with what lies beside it: what plans are made from. */
export interface OrderPage {
  order: OrderRecord;
  payments: PaymentRecord[];
  entries: LedgerRecord[];
  shipments: ShipmentRecord[];
  returns: ReturnRecord[];
  reservation?: ReservationRecord;
  /** Whether somebody of the shop is to look at it, or has. */
  risk?: RiskRecord;
  /** Movements of its money that failed and must not stay so. */
  setbacks?: SetbackRecord[];
}

/** Who makes a change, and when. */
export interface Actor {
  role: string;
  id?: string;
  /** ISO 8601 in UTC with three decimals. */
  now: string;
}

/** Whether a rule refused. */
export function isRefusal(made: object): made is Refusal {
  return !!(made as Refusal).refusal;
}

/** A plan that changes nothing yet. */
export function planOf(order: OrderRecord): OrderPlan {
  return { order, events: [], payments: [], entries: [], shipments: [], returns: [], stock: [] };
}

/** What a change may say beside its type. */
export interface Told {
  note?: string | null;
  subjectId?: string;
  amount?: number;
}

/**
 * The plan with one more event, numbered after the order's last, and with the order in the state it has afterwards.
 *
 * @example
 * withEvent(planOf(order), actor, 'CANCELLED', { note: 'too late' }, 'CANCELLED')
 */
export function withEvent(
  plan: OrderPlan,
  actor: Actor,
  type: OrderEventType,
  told: Told = {},
  status: OrderState = plan.order.status,
): OrderPlan {
  const sequence = plan.order.sequence + 1;
  const event: OrderEventRecord = {
    orderId: plan.order.orderId,
    customerId: plan.order.customerId,
    sequence,
    type,
    status,
    at: actor.now,
    actor: actor.role,
  };
  if (actor.id) event.actorId = actor.id;
  if (told.note) event.note = told.note;
  if (told.subjectId) event.subjectId = told.subjectId;
  if (told.amount !== undefined) event.amount = told.amount;
  return {
    ...plan,
    order: { ...plan.order, status, sequence, updatedAt: actor.now },
    events: [...plan.events, event],
  };
}

/** The refusal of what an order does not take part in where it stands; it says where the order can go. */
export function outOfTurn({ status }: OrderRecord): Refusal {
  return { refusal: IllegalTransition, info: { status, nextStatuses: orderMachine[status] } };
}

/** The refusal of a move that the order's machine does not have; undefined when it has it. */
export function refusalOfMove(order: OrderRecord, to: OrderState): Refusal | undefined {
  return canMove(orderMachine, order.status, to) ? undefined : outOfTurn(order);
}

/** Moves of a line's units, in each place that they were taken from, the first places first. */
export function movesOf(
  line: LineRecord,
  quantity: number,
  per: { available?: number; reserved?: number; sold?: number },
  skip = 0,
): StockMove[] {
  const places = line.shards ?? [{ shard: 0, quantity: line.quantity }];
  const moves: StockMove[] = [];
  let before = 0;
  for (const place of places) {
    const from = Math.max(before, skip);
    const to = Math.min(before + place.quantity, skip + quantity);
    const units = to - from;
    before += place.quantity;
    if (units > 0) {
      const move: StockMove = {
        productId: line.productId,
        sku: line.sku,
        available: (per.available ?? 0) * units,
        reserved: (per.reserved ?? 0) * units,
        sold: (per.sold ?? 0) * units,
      };
      if (place.shard > 0) move.shard = place.shard;
      moves.push(move);
    }
  }
  return moves;
}
