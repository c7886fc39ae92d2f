import { place } from '../../rules/orders/place.ts';
import {
  isRefusal,
  type Actor,
  type OrderPage,
  type OrderPlan,
  type Refusal,
} from '../../rules/orders/plan.ts';
import type { OrderEventRecord } from '../../rules/orders/records.ts';

const start = '2026-01-01T10:00:00.000Z';

/** One order, kept as the table keeps it: every plan is carried out whole. */
export function orderWorld(total: number, token?: string) {
  let now = start;
  const events: OrderEventRecord[] = [];
  let page = nothing;

  const actor = (role = 'system'): Actor => ({ role, now });

  function apply(made: OrderPlan): void {
    if (made.events.length === 0 && !made.overcome) return;
    page = applied(page, made);
    events.push(...made.events);
  }

  /** Carries a plan out; answers whether the rules made one. */
  function change(decide: (page: OrderPage, actor: Actor) => OrderPlan | Refusal): boolean {
    const made = decide(structuredClone(page), actor());
    if (isRefusal(made)) return false;
    apply(made);
    return true;
  }

  apply(
    place(
      {
        orderId: 'o1',
        customerId: 'ada',
        currency: 'EUR',
        lines: [],
        priced: {
          lines: [],
          subtotal: total,
          discount: 0,
          shipping: 0,
          shippingDiscount: 0,
          shippingTax: 0,
          tax: 0,
          total,
          tooLarge: false,
        } as never,
        pricesIncludeTax: true,
        shippingMethod: 'standard',
        shippingAddress: { name: 'Ada', line1: '1', city: 'L', postalCode: '1', country: 'GB' },
        reservedUntil: '2026-01-01T10:30:00.000Z',
        bucket: '0',
        ...(token ? { payment: { provider: 'test', token } } : {}),
      },
      actor('customer'),
    ),
  );

  return {
    get page() {
      return page;
    },
    events,
    change,
    /** Lets time pass, in minutes. */
    pass(minutes: number): void {
      now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
    },
  };
}

export type OrderWorld = ReturnType<typeof orderWorld>;

/** An order's page after a plan was carried out. */
export function applied(before: OrderPage, made: OrderPlan): OrderPage {
  const reservation = made.reservation === 'remove' ? undefined : (made.reservation ?? before.reservation);
  const risk = made.risk ?? before.risk;
  return {
    order: made.order,
    payments: merged(before.payments, made.payments, 'paymentId'),
    entries: merged(before.entries, made.entries, 'entryId'),
    shipments: merged(before.shipments, made.shipments, 'shipmentId'),
    returns: merged(before.returns, made.returns, 'returnId'),
    setbacks: [...(before.setbacks ?? []), ...(made.setbacks ?? [])].filter(
      ({ entryId }) => !made.overcome?.includes(entryId),
    ),
    ...(reservation && { reservation }),
    ...(risk && { risk }),
  };
}

/** The page of an order before there is one. */
export const nothing: OrderPage = {
  order: undefined!,
  payments: [],
  entries: [],
  shipments: [],
  returns: [],
};

function merged<T, K extends keyof T>(before: T[], written: T[], id: K): T[] {
  const kept = before.filter((one) => !written.some((other) => other[id] === one[id]));
  // As the table sorts them.
  return [...kept, ...written].sort((one, other) => (String(one[id]) < String(other[id]) ? -1 : 1));
}
