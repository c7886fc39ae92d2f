/** What became of the workflows of orders: the cloud remembers the last thousand that ended, this all of them. */
import type { OrderPage } from '../../rules/orders/plan.ts';
import type { OrderState } from '../../rules/states/order.ts';
import type { TestShop } from '../support/shop.ts';

/** A workflow, by the order whose it is. */
export interface Workflow {
  /** `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED`. */
  readonly status: string;
  /** The states it is in, while it runs. */
  readonly current: readonly string[];
  readonly error?: string | undefined;
}

export function createWorkflows() {
  const byOrder = new Map<string, Workflow>();
  return {
    byOrder: byOrder as ReadonlyMap<string, Workflow>,
    /** Takes what is new. To be called before a thousand have ended. */
    collect({ cloud }: TestShop): void {
      for (const { name, status, current, error } of cloud.services.stepFunctions.inspect().executions) {
        byOrder.set(name, { status, current, error });
      }
    },
  };
}

/** Where the workflow of an order waits that stands there; absent: it has come to its end. */
const waits: Partial<Record<OrderState, string>> = {
  PLACED: 'AwaitPayment',
  CONFIRMED: 'AwaitShipping',
  PARTIALLY_SHIPPED: 'AwaitShipping',
  SHIPPED: 'AwaitDelivery',
};

/** Whether every order has its workflow, and it stands where the order does. */
export function checkWorkflows(
  pages: readonly Pick<OrderPage, 'order' | 'risk'>[],
  workflows: ReadonlyMap<string, Workflow>,
): string[] {
  const wrong = pages.flatMap(({ order: { orderId, status }, risk }) => {
    const workflow = workflows.get(orderId);
    const wait = risk?.status === 'OPEN' ? 'Review' : waits[status];
    const expected = wait ? `RUNNING in ${wait}` : 'SUCCEEDED';
    const found = workflow ? said(workflow) : 'none';
    return found === expected ? [] : [`${orderId} is ${status}, its workflow: ${found}, not ${expected}`];
  });
  const known = new Set(pages.map(({ order }) => order.orderId));
  const strange = [...workflows.keys()].filter((name) => !known.has(name));
  return [...wrong, ...strange.map((name) => `the workflow ${name} is of no order`)];
}

function said({ status, current, error }: Workflow): string {
  if (status === 'RUNNING') return `RUNNING in ${current.join(', ')}`;
  return error ? `${status}: ${error}` : status;
}
