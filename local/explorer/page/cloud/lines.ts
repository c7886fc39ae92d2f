import type { RunView, StateWay } from '../../../core/inspection.ts';
import type { Point } from './layout.ts';

/** A line through points as the path of an SVG: it leaves and reaches each of them upright. */
export function lineOf([first, ...rest]: readonly Point[]): string {
  let path = `M${first!.x} ${first!.y}`;
  let last = first!;
  for (const point of rest) {
    const middle = (last.y + point.y) / 2;
    path +=
      last.x === point.x ? `V${point.y}` : `C${last.x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`;
    last = point;
  }
  return path;
}

/** The ways that a run went: between two visits one after the other, by a catcher when the first was caught. */
export function takenWays({ graph, visits }: Pick<RunView, 'graph' | 'visits'>): Set<StateWay> {
  const names = new Set(graph.states.map(({ name }) => name));
  const seen = visits.filter(({ name }) => names.has(name));
  const taken = new Set<StateWay>();
  seen.slice(1).forEach((next, index) => {
    const { name, status } = seen[index]!;
    const ways = graph.ways.filter(({ from, to }) => from === name && to === next.name);
    const caught = status === 'caught';
    const way = ways.find(({ kind }) => (kind === 'catch') === caught) ?? ways[0];
    if (way) taken.add(way);
  });
  return taken;
}

const longestLabel = 30;

/** What is written beside a way: the condition of a choice, the errors of a catcher unless it takes any. */
export function labelOf({ kind, label = '' }: StateWay): string {
  if (kind === 'default') return 'otherwise';
  if (kind === 'catch' && /^States\.(?:ALL|TaskFailed)$/.test(label)) return '';
  return shortened(label, longestLabel);
}

export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
