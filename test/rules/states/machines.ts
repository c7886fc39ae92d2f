/** The machines of the shop, and what a plan moves in each. */
import type { OrderPage, OrderPlan } from '../../../rules/orders/plan.ts';
import type { Course, Machine, Move } from '../../../rules/states/machine.ts';
import { machines } from '../../../rules/states/index.ts';

export { machines };
export type MachineName = keyof typeof machines;

/** One thing that stands in a state, before and after a plan. */
interface Subject {
  readonly machine: MachineName;
  /** What its events name; undefined for the order itself and its review. */
  readonly id: string | undefined;
  readonly from: string | undefined;
  readonly to: string;
}

/** A move that a plan made, `from` undefined for a beginning; the event that tells of it. */
export interface Made {
  readonly machine: MachineName;
  readonly from: string | undefined;
  readonly to: string;
  readonly event: string;
}

/** What a plan moves, step by step. Throws for a move that the machine does not have, or that no event tells of. */
export function movesIn(before: OrderPage, plan: OrderPlan): Made[] {
  return subjectsOf(before, plan).flatMap((subject) => stepsOf(subject, plan));
}

/** The move of a course, or its beginning. */
export function moveOf(machine: MachineName, from: string | undefined, to: string): Move | undefined {
  const course = machines[machine].course as Course<Machine<string>>;
  return from === undefined ? course.begins[to] : course.moves[from]?.[to];
}

function subjectsOf(before: OrderPage, plan: OrderPlan): Subject[] {
  const children = <T extends { status: string }>(
    machine: MachineName,
    was: readonly T[],
    is: readonly T[],
    idOf: (one: T) => string,
    namedOf = idOf,
  ) =>
    is.map((one): Subject => ({
      machine,
      id: namedOf(one),
      from: was.find((other) => idOf(other) === idOf(one))?.status,
      to: one.status,
    }));
  const subjects: Subject[] = [
    { machine: 'order', id: undefined, from: before.order?.status, to: plan.order.status },
    ...children('payment', before.payments, plan.payments, ({ paymentId }) => paymentId),
    ...children(
      'ledger',
      before.entries,
      plan.entries,
      ({ entryId }) => entryId,
      ({ paymentId }) => paymentId,
    ),
    ...children('shipment', before.shipments, plan.shipments, ({ shipmentId }) => shipmentId),
    ...children('return', before.returns, plan.returns, ({ returnId }) => returnId),
    ...(plan.risk
      ? [{ machine: 'risk' as const, id: undefined, from: before.risk?.status, to: plan.risk.status }]
      : []),
  ];
  return subjects.filter(({ from, to }) => from !== to);
}

/** A plan may take a thing further than one state; its events then tell of each. */
function stepsOf({ machine, id, from, to }: Subject, plan: OrderPlan): Made[] {
  const made: Made[] = [];
  let at = from;
  for (const event of plan.events.filter(({ subjectId }) => id === undefined || subjectId === id)) {
    if (at === to) break;
    const nexts = at === undefined ? Object.keys(machines[machine].states) : nextOf(machine, at);
    const fitting = nexts.filter((next) => moveOf(machine, at, next)?.events.includes(event.type));
    // What ends in another state tells of something else.
    const next = fitting.includes(to) ? to : fitting.find((one) => nextOf(machine, one).length > 0);
    if (next === undefined) continue;
    made.push({ machine, from: at, to: next, event: event.type });
    at = next;
  }
  if (at === to) return made;
  const told = plan.events.map(({ type }) => type).join(', ');
  throw new Error(`${machine}: no event tells of ${from} to ${to}: ${told}`);
}

function nextOf(machine: MachineName, from: string): string[] {
  return (machines[machine].states as Machine<string>)[from]!;
}
