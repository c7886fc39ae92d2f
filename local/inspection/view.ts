import type {
  AlarmView,
  CloudView,
  EventView,
  ExecutionView,
  QueueView,
  RunView,
  VisitView,
} from '../core/inspection.ts';
import { masked } from '../core/mask.ts';
import { graphOf, type Definition } from './graph.ts';

/** What the services tell of themselves, as far as it is shown. */
export interface Inspected {
  readonly sqs: { inspect(): readonly (QueueView & { readonly arn: string })[] };
  readonly sns: {
    inspect(): readonly {
      readonly name: string;
      readonly subscriptions: readonly { readonly deadLetterArn?: string }[];
    }[];
  };
  readonly events: {
    inspect(): {
      readonly buses: readonly {
        readonly name: string;
        readonly rules: readonly {
          readonly name: string;
          readonly targets: readonly { readonly deadLetterArn?: string }[];
        }[];
      }[];
      /** Oldest first. */
      readonly events: readonly (Omit<EventView, 'source' | 'detailType' | 'event'> & {
        readonly event: { readonly source: string; readonly 'detail-type': string };
      })[];
    };
  };
  readonly stepFunctions: {
    inspect(latest?: number): {
      readonly machines: readonly {
        readonly arn: string;
        readonly name: string;
        readonly type: string;
        readonly definition: unknown;
      }[];
      readonly executions: readonly RunView['execution'][];
    };
    inspectExecution(arn: string): RunView['execution'] | undefined;
    inspectStates(arn: string): readonly VisitView[] | undefined;
  };
  readonly cloudWatch: { inspect(): readonly AlarmView[] };
}

const shownExecutions = 100;
const shownEvents = 100;
/** Of one event, and of one visit's or execution's data, in characters. */
const shownCharacters = 8_000;

/** Queues, the latest events, the latest executions, alarms. */
export function cloudView({ sqs, sns, events, stepFunctions, cloudWatch }: Inspected): CloudView {
  const { buses, events: latest } = events.inspect();
  const { machines, executions } = stepFunctions.inspect(shownExecutions);
  const senders = new Map<string, string[]>();
  const sends = (arn: string | undefined, sender: string) => {
    if (arn === undefined) return;
    const known = senders.get(arn) ?? [];
    if (!known.includes(sender)) senders.set(arn, [...known, sender]);
  };
  for (const { rules } of buses) {
    for (const { name, targets } of rules)
      for (const { deadLetterArn } of targets) sends(deadLetterArn, `rule ${name}`);
  }
  for (const { name, subscriptions } of sns.inspect()) {
    for (const { deadLetterArn } of subscriptions) sends(deadLetterArn, `topic ${name}`);
  }
  return {
    queues: sqs.inspect().map(({ arn, ...queue }) => ({
      ...queue,
      deadLettersOf: [...queue.deadLettersOf, ...(senders.get(arn) ?? [])],
    })),
    events: {
      buses: buses.map(({ name, rules }) => ({ name, rules: rules.length })),
      latest: latest
        .slice(-shownEvents)
        .reverse()
        .map(({ event, deliveries, ...record }) => ({
          ...record,
          deliveries: shown(deliveries.map((delivery) => ({ ...delivery, rule: nameOf(delivery.rule) }))),
          source: event.source,
          detailType: event['detail-type'],
          event: shown(event),
        })),
    },
    workflows: {
      machines: machines.map(({ arn, name, type }) => ({ arn, name, type })),
      executions: executions.map(summaryOf),
    },
    alarms: [...cloudWatch.inspect()].sort(
      (one, other) => urgency[other.state] - urgency[one.state] || other.since - one.since,
    ),
  };
}

const urgency: Readonly<Record<AlarmView['state'], number>> = { ALARM: 2, INSUFFICIENT_DATA: 1, OK: 0 };

/** One execution with its machine's states and its visits to them; undefined when there is no such execution. */
export function runView({ stepFunctions }: Inspected, arn: string): RunView | undefined {
  const execution = stepFunctions.inspectExecution(arn);
  const machine = stepFunctions
    .inspect(0)
    .machines.find((machine) => machine.arn === execution?.stateMachineArn);
  if (!execution || !machine) return undefined;
  return {
    machine: machine.name,
    execution: { ...summaryOf(execution), ...dataOf(execution) },
    graph: graphOf(machine.definition as Definition),
    visits: (stepFunctions.inspectStates(arn) ?? []).map((visit) => ({
      name: visit.name,
      type: visit.type,
      status: visit.status,
      enteredAt: visit.enteredAt,
      exitedAt: visit.exitedAt,
      retries: visit.retries,
      ...dataOf(visit),
    })),
  };
}

/** Of a rule by its ARN: `…:rule/shop/placed`. */
const nameOf = (ruleArn: string): string => ruleArn.slice(ruleArn.lastIndexOf('/') + 1);

function summaryOf(execution: ExecutionView): ExecutionView {
  const { arn, name, stateMachineArn, status, startedAt, stoppedAt, error, redriveCount, current } =
    execution;
  return { arn, name, stateMachineArn, status, startedAt, stoppedAt, error, redriveCount, current };
}

interface Data {
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

function dataOf({ input, output, error, cause }: Data): Data {
  return shown({ input, output, error, cause });
}

function shown<Value>(value: Value): Value {
  return masked(value, { left: shownCharacters }) as Value;
}
