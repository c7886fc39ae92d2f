import type {
  AlarmView,
  CloudView,
  DeadLetterSource,
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
  readonly sqs: {
    inspect(): readonly (Omit<QueueView, 'deadLettersOf'> & {
      readonly arn: string;
      readonly deadLettersOf: readonly string[];
    })[];
  };
  readonly lambda: {
    inspect(): {
      readonly functions: readonly { readonly name: string; readonly deadLetterArns: readonly string[] }[];
      readonly streams: readonly {
        readonly table: string;
        readonly functionName: string;
        readonly deadLetterArn?: string;
      }[];
    };
  };
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
      readonly schedules: readonly { readonly name: string; readonly deadLetterArn?: string }[];
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
export function cloudView(services: Inspected): CloudView {
  const { sqs, events, stepFunctions, cloudWatch } = services;
  const { buses, events: latest } = events.inspect();
  const { machines, executions } = stepFunctions.inspect(shownExecutions);
  const sourcesOf = deadLetterSources(services);
  return {
    queues: sqs.inspect().map(({ arn, ...queue }) => ({
      ...queue,
      deadLettersOf: [
        ...queue.deadLettersOf.map((name): DeadLetterSource => ({ kind: 'queue', name })),
        ...sourcesOf(arn),
      ],
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

/** What other than queues sends its dead letters to the queue of an ARN. */
function deadLetterSources({
  sns,
  lambda,
  events,
}: Pick<Inspected, 'sns' | 'lambda' | 'events'>): (arn: string) => readonly DeadLetterSource[] {
  const sources = new Map<string, DeadLetterSource[]>();
  const sends = (source: DeadLetterSource, ...arns: readonly (string | undefined)[]) => {
    for (const arn of new Set(arns)) {
      if (arn !== undefined) sources.set(arn, [...(sources.get(arn) ?? []), source]);
    }
  };
  const { functions, streams } = lambda.inspect();
  for (const { table, functionName, deadLetterArn } of streams)
    sends({ kind: 'stream', name: table, reader: functionName }, deadLetterArn);
  for (const { name, deadLetterArns } of functions) sends({ kind: 'function', name }, ...deadLetterArns);
  const { buses, schedules } = events.inspect();
  for (const { name, targets } of buses.flatMap(({ rules }) => rules))
    sends({ kind: 'rule', name }, ...targets.map(({ deadLetterArn }) => deadLetterArn));
  for (const { name, deadLetterArn } of schedules) sends({ kind: 'schedule', name }, deadLetterArn);
  for (const { name, subscriptions } of sns.inspect())
    sends({ kind: 'topic', name }, ...subscriptions.map(({ deadLetterArn }) => deadLetterArn));
  return (arn) => sources.get(arn) ?? [];
}

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
