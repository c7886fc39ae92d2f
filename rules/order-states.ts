/** Where an order can stand, and where it can go from there. */
export type OrderState = 'PLACED' | 'PAID' | 'PACKED' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED';

const next: Record<OrderState, OrderState[]> = {
  PLACED: ['PAID', 'CANCELLED'],
  PAID: ['PACKED', 'CANCELLED'],
  PACKED: ['SHIPPED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: [],
  CANCELLED: [],
};

/** The states that an order can move to. */
export function nextStates(state: OrderState): OrderState[] {
  return next[state];
}

/** Whether an order may move from one state to another. */
export function canMove(from: OrderState, to: OrderState): boolean {
  return next[from].indexOf(to) >= 0;
}
