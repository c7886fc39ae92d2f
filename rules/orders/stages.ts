/** What workflows wait for. */
import type { OrderState } from '../states/order.ts';

export type Stage = 'CONFIRMED' | 'RELEASED' | 'SHIPPED' | 'DELIVERED';

const reached: Record<Stage, OrderState[]> = {
  CONFIRMED: ['CONFIRMED', 'ON_HOLD', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED'],
  RELEASED: ['CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED'],
  SHIPPED: ['SHIPPED', 'DELIVERED'],
  DELIVERED: ['DELIVERED'],
};

/** Whether an order in this state has come to a stage, will never come there, or may yet. */
export function standing(state: OrderState, stage: Stage): 'REACHED' | 'ENDED' | 'WAITING' {
  if (state === 'CANCELLED' || state === 'EXPIRED') return 'ENDED';
  return reached[stage].indexOf(state) >= 0 ? 'REACHED' : 'WAITING';
}
