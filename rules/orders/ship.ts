/** How an order's goods leave: packed into parcels, which ship and arrive. */
import { IllegalTransition, LimitReached, NotEnoughUnits, NotFound } from '../errors.ts';
import { maxEndWrites } from '../limits.ts';
import { sumOf } from '../money.ts';
import { captureOf } from '../settlement.ts';
import { canMove } from '../states/machine.ts';
import type { ShipmentState } from '../states/shipment.ts';
import { shipmentMachine } from '../states/shipment.ts';
import type { OrderEventType } from './events.ts';
import { accountOf, pageAfter, withClaims, withNothingToTake } from './claims.ts';
import { areOf, linesFor } from './goods.ts';
import { childId } from './ids.ts';
import { requestCapture, requestVoid, underWay } from './ledger.ts';
import type { Actor, OrderPage, OrderPlan, Refusal } from './plan.ts';
import { movesOf, outOfTurn, planOf, withEvent } from './plan.ts';
import type { LineRecord, OrderRecord, ShipmentRecord, UnitsRecord } from './records.ts';
import { sellersOf } from './sales.ts';

/** Who carries a parcel, and under which number. */
export interface Carriage {
  carrier?: string | null;
  trackingNumber?: string | null;
}

/** Units of a line that are neither packed nor gone. */
export function unpacked(line: LineRecord): number {
  return line.quantity - line.shipped - line.packed;
}

/**
 * Packs units into a parcel: those named, or all that are left; for a seller, of the own goods. No more parcels may wait
 * at once than the end of the order could unpack in one transaction.
 */
export function pack(
  page: OrderPage,
  units: UnitsRecord[] | undefined,
  carriage: Carriage,
  actor: Actor,
): OrderPlan | Refusal {
  const { order } = page;
  const own = linesFor(order, actor);
  if (own.length === 0) return { refusal: NotFound, info: { orderId: order.orderId } };
  if (!mayLeave(order)) return outOfTurn(order);
  const lines =
    units ??
    own.map((line) => ({ sku: line.sku, quantity: unpacked(line) })).filter((line) => line.quantity > 0);
  const wrong = lines.filter(({ sku, quantity }) => {
    const line = own.find((one) => one.sku === sku);
    return !line || quantity < 1 || quantity > unpacked(line);
  });
  if (wrong.length > 0 || lines.length === 0) {
    return {
      refusal: NotEnoughUnits,
      info: { lines: own.map((line) => ({ sku: line.sku, units: unpacked(line) })) },
    };
  }
  const waiting = page.shipments.filter((one) => one.status === 'PACKED');
  const places = sumOf(order.lines.map((line) => line.shards?.length ?? 1));
  if (places + sellersOf(order).length + 2 * (waiting.length + 1) > maxEndWrites) {
    return { refusal: LimitReached, info: { limit: waiting.filter((one) => areOf(own, one.lines)).length } };
  }
  const shipment: ShipmentRecord = {
    orderId: order.orderId,
    shipmentId: childId('shipment', order.sequence + 1),
    status: 'PACKED',
    lines,
    amount: 0,
    createdAt: actor.now,
    updatedAt: actor.now,
  };
  const packed = withUnits(order, lines, { packed: 1, shipped: 0 });
  return withEvent(
    { ...planOf(packed), shipments: [carried(shipment, carriage)] },
    actor,
    'SHIPMENT_PACKED',
    { subjectId: shipment.shipmentId },
  );
}

/** A parcel leaves: its units are sold, and its part of the money set aside is taken. */
export function ship(
  page: OrderPage,
  shipmentId: string,
  carriage: Carriage,
  actor: Actor,
): OrderPlan | Refusal {
  const shipment = parcelOf(page, shipmentId, actor);
  if (!shipment) return { refusal: NotFound, info: { shipmentId } };
  if (!canMove(shipmentMachine, shipment.status, 'SHIPPED')) return stuck(shipment);
  const { order } = page;
  // A parcel that was packed before its order was held stays where it is.
  if (!mayLeave(order)) return outOfTurn(order);
  const before: Record<string, number> = {};
  const now: Record<string, number> = {};
  order.lines.forEach((line) => {
    before[line.sku] = line.shipped;
  });
  shipment.lines.forEach((line) => {
    now[line.sku] = line.quantity;
  });
  const amount = captureOf(order, before, now);
  const sent = withUnits(order, shipment.lines, { packed: -1, shipped: 1 });
  const whole = sent.lines.every((line) => line.shipped === line.quantity);
  const stock = order.lines.flatMap((line) =>
    movesOf(line, now[line.sku] ?? 0, { reserved: -1, sold: 1 }, line.shipped),
  );
  const gone: ShipmentRecord = carried(
    { ...shipment, status: 'SHIPPED', amount, updatedAt: actor.now },
    carriage,
  );
  const left = withEvent(
    { ...planOf(sent), shipments: [gone], stock },
    actor,
    'SHIPMENT_SHIPPED',
    { subjectId: shipmentId, amount },
    whole ? 'SHIPPED' : 'PARTIALLY_SHIPPED',
  );
  // What came by itself, or was taken for earlier parcels, counts first; what could not be taken for them is asked for
  // with it.
  const { owed, toCome } = accountOf(pageAfter(page, left));
  const purpose = { subjectId: shipmentId };
  const asked = requestCapture(left, page.payments, owed, actor, purpose, owed + toCome);
  const missing = owed - sumOf(asked.entries.map((entry) => entry.amount));
  const taken =
    missing > 0 ? withNothingToTake(asked, page, missing, actor, purpose) : withClaims(asked, page, actor);
  if (!whole) return taken;
  // What is being taken may fail, and be asked for again: nothing is freed before it is there.
  const taking = underWay(pageAfter(page, taken).entries, 'CAPTURE') > 0;
  const over = page.payments.filter((one) => !taking || one.status === 'REQUIRES_ACTION');
  return requestVoid(taken, over, actor, 'nothing is left to ship');
}

const told: Record<ShipmentState, OrderEventType> = {
  PACKED: 'SHIPMENT_PACKED',
  SHIPPED: 'SHIPMENT_SHIPPED',
  IN_TRANSIT: 'SHIPMENT_MOVED',
  OUT_FOR_DELIVERY: 'SHIPMENT_MOVED',
  DELIVERED: 'SHIPMENT_DELIVERED',
  LOST: 'SHIPMENT_LOST',
  CANCELLED: 'SHIPMENT_CANCELLED',
};

/** A parcel comes further, arrives, is lost, or is unpacked again; with the last one the order has arrived. */
export function moveShipment(
  page: OrderPage,
  shipmentId: string,
  to: ShipmentState,
  actor: Actor,
  note?: string | null,
): OrderPlan | Refusal {
  const shipment = parcelOf(page, shipmentId, actor);
  if (!shipment) return { refusal: NotFound, info: { shipmentId } };
  // A parcel ships with its money: that is `ship`'s to do.
  if (to === 'SHIPPED' || !canMove(shipmentMachine, shipment.status, to)) return stuck(shipment);
  const order =
    to === 'CANCELLED' ? withUnits(page.order, shipment.lines, { packed: -1, shipped: 0 }) : page.order;
  const moved: ShipmentRecord = { ...shipment, status: to, updatedAt: actor.now };
  const plan = withEvent({ ...planOf(order), shipments: [moved] }, actor, told[to], {
    subjectId: shipmentId,
    note: note ?? (to === 'IN_TRANSIT' || to === 'OUT_FOR_DELIVERY' ? to : null),
  });
  const arrived = page.shipments.every(
    (one) =>
      one.status === 'DELIVERED' ||
      one.status === 'CANCELLED' ||
      (one.shipmentId === shipmentId && to === 'DELIVERED'),
  );
  if (order.status !== 'SHIPPED' || to !== 'DELIVERED' || !arrived) return plan;
  return withEvent(plan, actor, 'DELIVERED', {}, 'DELIVERED');
}

/** A parcel of the order; of one that is not wholly a seller's own, the seller is not told that it is there. */
function parcelOf(page: OrderPage, shipmentId: string, actor: Actor): ShipmentRecord | undefined {
  const own = linesFor(page.order, actor);
  return page.shipments.find((one) => one.shipmentId === shipmentId && areOf(own, one.lines));
}

/** The order with units added to what is packed and shipped; both may be negative. */
function withUnits(
  order: OrderRecord,
  units: UnitsRecord[],
  per: { packed: number; shipped: number },
): OrderRecord {
  return {
    ...order,
    lines: order.lines.map((line) => {
      const quantity = units.find((one) => one.sku === line.sku)?.quantity ?? 0;
      return {
        ...line,
        packed: line.packed + per.packed * quantity,
        shipped: line.shipped + per.shipped * quantity,
      };
    }),
  };
}

function carried(shipment: ShipmentRecord, { carrier, trackingNumber }: Carriage): ShipmentRecord {
  const known: ShipmentRecord = { ...shipment };
  if (carrier) known.carrier = carrier;
  if (trackingNumber) known.trackingNumber = trackingNumber;
  return known;
}

function mayLeave({ status }: OrderRecord): boolean {
  return status === 'CONFIRMED' || status === 'PARTIALLY_SHIPPED';
}

function stuck(shipment: ShipmentRecord): Refusal {
  return {
    refusal: IllegalTransition,
    info: {
      shipmentId: shipment.shipmentId,
      status: shipment.status,
      nextStatuses: shipmentMachine[shipment.status],
    },
  };
}
