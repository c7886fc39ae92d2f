import { sumOf } from '../../rules/money.ts';
import { areOf, ownLines, tellsAddress } from '../../rules/orders/goods.ts';
import type { OrderPage } from '../../rules/orders/plan.ts';
import type {
  OrderEventRecord,
  OrderRecord,
  ReturnRecord,
  ShipmentRecord,
  UnitsRecord,
} from '../../rules/orders/records.ts';
import type { Return, Sale, SaleEvent, Shipment } from '../generated/schema.ts';
import { toShippingAddress } from './address.ts';
import { toOrderLine, toReturn, toShipment } from './order.ts';

/** Stands for all states in a list of sales. */
export const anyState = '*';

/** The fields of a sale that resolvers of their own answer, unless the parent has them already. */
type Children = 'shipments' | 'returns' | 'events';

/** A sale without its children. */
export type SaleView = Omit<Sale, Children> & Partial<Pick<Sale, Children>>;

/** An order as one of its sellers sees it: the own lines, and where they go, exactly while they may be sent there. */
export function toSale(order: OrderRecord, sellerId: string): SaleView {
  const own = ownLines(order, sellerId);
  return {
    orderId: order.orderId,
    status: order.status,
    lines: own.map((line) => toOrderLine(line, order.currency)),
    total: { amount: sumOf(own.map((line) => line.total)), currency: order.currency },
    country: order.shippingAddress.country,
    shippingMethod: order.shippingMethod,
    // What it takes to send them.
    shippingAddress: tellsAddress(order) ? toShippingAddress(order.shippingAddress) : null,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
    sequence: order.sequence,
  };
}

/** A sale with what lies beside the order, as far as it is the seller's. */
export function toSaleWithChildren(
  page: OrderPage & { events: OrderEventRecord[] },
  sellerId: string,
): SaleView {
  const lines = ownLines(page.order, sellerId);
  return {
    ...toSale(page.order, sellerId),
    shipments: ownShipments(page.shipments, lines),
    returns: ownReturns(page.returns, lines, page.order.currency),
    events: ownEvents(page, lines),
  };
}

/** Lines of a seller, as far as it matters whose units something holds. */
type Lines = Pick<UnitsRecord, 'sku'>[];

/** The parcels of nothing but a seller's goods: one that holds anything else is for the shop's staff. */
export function ownShipments(shipments: ShipmentRecord[], own: Lines): Shipment[] {
  return shipments.filter(({ lines }) => areOf(own, lines)).map((shipment) => toShipment(shipment));
}

/** The returns of nothing but a seller's goods. @param currency - the order's. */
export function ownReturns(returns: ReturnRecord[], own: Lines, currency: string): Return[] {
  return returns.filter(({ lines }) => areOf(own, lines)).map((one) => toReturn(one, currency));
}

/** What happens to an order as a whole, and concerns all its sellers. */
const ofAll = ['PLACED', 'CONFIRMED', 'HELD', 'RELEASED', 'CANCELLED', 'EXPIRED', 'DELIVERED'];

/**
 * What of an order's timeline concerns a seller: the order as a whole, the own parcels, the own returns. Nothing of its
 * money, and not what somebody wrote.
 */
export function ownEvents(
  { shipments, returns, events }: Pick<OrderPage, 'shipments' | 'returns'> & { events: OrderEventRecord[] },
  lines: Lines,
): SaleEvent[] {
  const own = [
    ...shipments.filter((one) => areOf(lines, one.lines)).map(({ shipmentId }) => shipmentId),
    ...returns.filter((one) => areOf(lines, one.lines)).map(({ returnId }) => returnId),
  ];
  return events
    .filter(({ type, subjectId }) => {
      const ofChild = type.startsWith('SHIPMENT_') || type.startsWith('RETURN_');
      return ofAll.indexOf(type) >= 0 || (ofChild && !!subjectId && own.indexOf(subjectId) >= 0);
    })
    .map(({ sequence, type, status, at, actor, subjectId }) => ({
      sequence,
      type,
      status,
      at,
      actor,
      subjectId: subjectId ?? null,
    }));
}
