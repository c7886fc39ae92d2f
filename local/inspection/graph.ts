import type { StateGraph, StateNode, StateWay } from '../core/inspection.ts';
import { masked } from '../core/mask.ts';
import { conditionText, type Rule } from './condition.ts';

/** What of the Amazon States Language makes the picture. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly (Rule & { readonly Next?: string })[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Branches?: readonly Definition[];
  readonly ItemProcessor?: Definition;
  readonly Iterator?: Definition;
  readonly Seconds?: number | string;
  readonly Error?: string;
  /** The rest makes no difference to the picture. */
  readonly [field: string]: unknown;
}

/**
 * The states of a machine and the ways between them. A Parallel or Map state is one node that knows what is within.
 *
 * @example
 * graphOf({ StartAt: 'Pay', States: { Pay: { Type: 'Task', Resource: '…', Next: 'Ship' }, Ship: { Type: 'Succeed' } } })
 */
export function graphOf({ StartAt, States }: Definition): StateGraph {
  return {
    startAt: StartAt,
    states: Object.entries(States).map(([name, state]): StateNode => ({
      name,
      type: state.Type,
      note: noteOf(state),
      within: partsOf(state).flatMap(namesIn),
    })),
    ways: Object.entries(States).flatMap(([name, state]) => waysOf(name, state)),
  };
}

function waysOf(from: string, { Next, Choices = [], Default, Catch = [] }: State): StateWay[] {
  const ways: StateWay[] = [];
  const add = (to: string | undefined, kind: StateWay['kind'], label?: string) => {
    if (to === undefined) return;
    const same = ways.findIndex((way) => way.to === to && way.kind === kind);
    const earlier = ways[same]?.label;
    if (same >= 0) ways[same] = { from, to, kind, label: [earlier, label].filter(Boolean).join(' or ') };
    else ways.push({ from, to, kind, ...(label !== undefined && { label }) });
  };
  add(Next, 'next');
  for (const rule of Choices) add(rule.Next, 'choice', shown(conditionText(rule)));
  add(Default, 'default');
  for (const { ErrorEquals, Next } of Catch) add(Next, 'catch', ErrorEquals.join(', '));
  return ways;
}

/** A condition may compare with what is nobody's business. */
const shown = (text: string): string => masked(text, { left: 500 }) as string;

const partsOf = ({ Branches = [], ItemProcessor, Iterator }: State): Definition[] =>
  [...Branches, ItemProcessor, Iterator].filter((part) => part !== undefined);

function namesIn({ States }: Definition): string[] {
  return Object.entries(States).flatMap(([name, state]) => [name, ...partsOf(state).flatMap(namesIn)]);
}

function noteOf({ Type, Resource = '', Seconds, Error, Branches = [] }: State): string {
  if (Type === 'Wait') return typeof Seconds === 'number' ? `${Seconds} s` : '';
  if (Type === 'Fail') return Error ?? '';
  if (Type === 'Parallel') return `${Branches.length} branches`;
  if (Type !== 'Task') return '';
  const parts = Resource.split(':');
  // `arn:aws:states:::sqs:sendMessage.waitForTaskToken`, or the ARN of a function or an activity.
  if (parts[2] !== 'states' || parts[5] === 'activity')
    return parts[5] === 'activity' ? 'activity' : 'lambda';
  const [operation = '', pattern] = parts.at(-1)!.split('.');
  const waits = pattern === 'waitForTaskToken' ? ', waits' : pattern?.startsWith('sync') ? ', runs' : '';
  return `${parts.at(-2)} ${operation}${waits}`;
}
