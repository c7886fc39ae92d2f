import { sumOf } from '../../rules/money.ts';
import type { OrderPage } from '../../rules/orders/plan.ts';
import type {
  OrderEventRecord,
  OrderRecord,
  ReturnRecord,
  ShipmentRecord,
} from '../../rules/orders/records.ts';
import { ownLines } from '../../rules/orders/sales.ts';
import { returnMachine } from '../../rules/states/return.ts';
import type { Sale, SaleEvent, SaleReturn, Shipment } from '../generated/schema.ts';
import { toOrderLine, toShipment } from './order.ts';

/** Stands for all states in a list of sales. */
export const anyState = '*';

/** The fields of a sale that resolvers of their own answer, unless the parent has them already. */
type Children = 'shipments' | 'returns' | 'events';

/** A sale without its children. */
export type SaleView = Omit<Sale, Children> & Partial<Pick<Sale, Children>>;

/** An order as one of its sellers sees it: the own lines, and of the customer the country they go to. */
export function toSale(order: OrderRecord, sellerId: string): SaleView {
  const own = ownLines(order, sellerId);
  return {
    orderId: order.orderId,
    status: order.status,
    lines: own.map((line) => toOrderLine(line, order.currency)),
    total: { amount: sumOf(own.map((line) => line.total)), currency: order.currency },
    country: order.shippingAddress.country,
    shippingMethod: order.shippingMethod,
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
  const skus = ownLines(page.order, sellerId).map((line) => line.sku);
  return {
    ...toSale(page.order, sellerId),
    shipments: ownShipments(page.shipments, skus),
    returns: ownReturns(page.returns, skus),
    events: ownEvents(page, skus),
  };
}

/** The parcels that hold goods of a seller, with those goods alone. @param skus - the seller's, of this order. */
export function ownShipments(shipments: ShipmentRecord[], skus: string[]): Shipment[] {
  return shipments
    .map((shipment) => ({ ...shipment, lines: ownUnits(shipment.lines, skus) }))
    .filter((shipment) => shipment.lines.length > 0)
    .map((shipment) => toShipment(shipment));
}

/**
 * The returns of goods of a seller, with those goods alone: neither what goes back to the customer, which counts other
 * sellers' goods in, nor what was written with it.
 */
export function ownReturns(returns: ReturnRecord[], skus: string[]): SaleReturn[] {
  return returns
    .map((one) => ({ ...one, lines: ownUnits(one.lines, skus) }))
    .filter((one) => one.lines.length > 0)
    .map(({ returnId, status, lines, createdAt, updatedAt }) => ({
      id: returnId,
      status,
      nextStatuses: returnMachine[status],
      lines: lines.map(({ sku, quantity, reason, received, restocked }) => ({
        sku,
        quantity,
        reason,
        received,
        restocked,
      })),
      createdAt,
      updatedAt,
    }));
}

/** What happens to an order as a whole, and concerns all its sellers. */
const ofAll = ['PLACED', 'CONFIRMED', 'HELD', 'RELEASED', 'CANCELLED', 'EXPIRED', 'DELIVERED'];

/**
 * What of an order's timeline concerns a seller: the order as a whole, the own parcels, the own returns. Nothing of its
 * money, and not what somebody wrote.
 */
export function ownEvents(
  { shipments, returns, events }: Pick<OrderPage, 'shipments' | 'returns'> & { events: OrderEventRecord[] },
  skus: string[],
): SaleEvent[] {
  const own = [
    ...ownShipments(shipments, skus).map(({ id }) => id),
    ...ownReturns(returns, skus).map(({ id }) => id),
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

/** The SKUs of a sale, for the resolvers of its children: its lines are the seller's own. */
export function skusOf(sale: Pick<Sale, 'lines'>): string[] {
  return sale.lines.map((line) => line.sku);
}

function ownUnits<Line extends { sku: string }>(lines: Line[], skus: string[]): Line[] {
  return lines.filter(({ sku }) => skus.indexOf(sku) >= 0);
}
