/** An order as its sellers find it among their sales. */
import type { OrderState } from '../states/order.ts';
import { ownLines, shopSeller } from './goods.ts';
import type { OrderPlan } from './plan.ts';
import type { OrderRecord, SaleRecord } from './records.ts';

/** Whose goods an order has, each once; the shop is none of them. */
export function sellersOf(order: OrderRecord): string[] {
  return order.lines
    .map((line) => line.sellerId)
    .filter((sellerId, index, all) => sellerId !== shopSeller && all.indexOf(sellerId) === index);
}

/**
 * The sales as a plan leaves them: of every seller when the order comes to stand elsewhere, else of those whose goods are
 * in a parcel or a return that changes.
 *
 * @param before - where the order stood; absent for a new one.
 */
export function salesOf(plan: OrderPlan, before?: OrderState): SaleRecord[] {
  const { orderId, placedAt, status, sequence } = plan.order;
  const moving = [...plan.shipments, ...plan.returns].flatMap((child) => child.lines.map((line) => line.sku));
  return sellersOf(plan.order)
    .filter(
      (sellerId) =>
        status !== before || ownLines(plan.order, sellerId).some((line) => moving.indexOf(line.sku) >= 0),
    )
    .map((sellerId) => ({ sellerId, orderId, placedAt, status, sequence }));
}
