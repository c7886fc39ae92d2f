import type { StateGraph, StateWay } from '../../../core/inspection.ts';
import { labelOf } from './lines.ts';
import { layersOf, withoutCycles } from './layers.ts';
import { ordered } from './order.ts';
import { spread } from './spread.ts';

/** Where everything of a picture of states stands, in pixels from its upper left corner. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export interface Box {
  readonly name: string;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly way: StateWay;
  /** From the one box to the other, by way of free places in the layers between. */
  readonly points: readonly Point[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place in a layer: a state, or a line that passes through. */
export interface Cell {
  readonly key: string;
  readonly layer: number;
  /** Cells of the layer above and of the layer below that it is joined to. */
  readonly above: Cell[];
  readonly below: Cell[];
  readonly passes: boolean;
  readonly width: number;
}

export const boxWidth = 178;
export const boxHeight = 46;
const passingWidth = 22;
/** About, of a letter of a label. */
const letterWidth = 6.8;
const gap = 26;
const layerHeight = 108;
const margin = 20;
/** What a way back keeps beside the way there. */
const aside = 48;

/**
 * Lays states out in layers from top to bottom, each at the end of the longest path that leads to it, so that ways go
 * down; ways that close a circle go back up.
 *
 * @example
 * const { width, height, boxes, lines } = layoutOf(run.graph);
 */
export function layoutOf(graph: StateGraph): Picture {
  const names = graph.states.map(({ name }) => name);
  const ways = graph.ways.filter(({ from, to }) => from !== to);
  const { forward, back } = withoutCycles(graph.startAt, names, ways);
  const down = [...forward, ...back.map((way) => ({ from: way.to, to: way.from, way }))].map((edge) =>
    'way' in edge ? edge : { from: edge.from, to: edge.to, way: edge },
  );
  const layerOf = layersOf(names, down);

  const cells = new Map<string, Cell>();
  const cell = (key: string, layer: number, passes: boolean, width: number): Cell => {
    const made: Cell = { key, layer, above: [], below: [], passes, width };
    cells.set(key, made);
    return made;
  };
  for (const name of names) cell(name, layerOf.get(name)!, false, boxWidth);
  const chains = down.map(({ from, to, way }, index) => {
    const chain = [cells.get(from)!];
    for (let layer = layerOf.get(from)! + 1; layer < layerOf.get(to)!; layer++) {
      // The label stands over the first place that its way passes.
      const label = chain.length === 1 && way.from === from ? labelOf(way).length * letterWidth : 0;
      chain.push(cell(`${index} ${layer}`, layer, true, Math.max(passingWidth, label)));
    }
    chain.push(cells.get(to)!);
    chain.slice(1).forEach((lower, above) => {
      chain[above]!.below.push(lower);
      lower.above.push(chain[above]!);
    });
    return { chain, way, upward: way.from !== from };
  });

  const layers = ordered([...cells.values()]);
  const x = spread(layers, gap);
  const left = Math.min(...[...cells.values()].map((one) => x.get(one)! - one.width / 2));
  const right = Math.max(...[...cells.values()].map((one) => x.get(one)! + one.width / 2));
  const place = (one: Cell): Point => ({
    x: x.get(one)! - left + margin,
    y: one.layer * layerHeight + boxHeight / 2 + margin,
  });
  return {
    width: right - left + 2 * margin,
    height: (layers.length - 1) * layerHeight + boxHeight + 2 * margin,
    boxes: names.map((name) => ({ name, ...place(cells.get(name)!) })),
    lines: chains.map(({ chain, way, upward }) => {
      const points = pointsOf(chain.map(place), upward ? aside : 0);
      return { way, points: upward ? points.reverse() : points };
    }),
  };
}

/** From the foot of the upper box to the head of the lower one, straight down past what stands between. */
function pointsOf(places: readonly Point[], aside: number): Point[] {
  const half = boxHeight / 2;
  return places.flatMap(({ x, y }, index) => {
    if (index === 0) return [{ x: x + aside, y: y + half }];
    if (index === places.length - 1) return [{ x: x + aside, y: y - half }];
    return [
      { x, y: y - half },
      { x, y: y + half },
    ];
  });
}
