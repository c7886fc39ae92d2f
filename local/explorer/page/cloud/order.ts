import type { Cell } from './layout.ts';

const rounds = 12;

/**
 * Puts the cells of each layer into an order in which few lines cross: by turns downward and upward each cell goes to
 * the mean place of those that it is joined to; the best of the orders that were seen is kept.
 */
export function ordered(cells: readonly Cell[]): Cell[][] {
  let layers: Cell[][] = [];
  for (const cell of cells) (layers[cell.layer] ??= []).push(cell);
  let best = layers;
  let fewest = crossings(layers);
  for (let round = 0; round < rounds && fewest > 0; round++) {
    layers = swept(layers, round % 2 === 0 ? 'above' : 'below');
    const count = crossings(layers);
    if (count >= fewest) continue;
    best = layers;
    fewest = count;
  }
  return best;
}

function swept(layers: readonly Cell[][], side: 'above' | 'below'): Cell[][] {
  const result = layers.map((layer) => [...layer]);
  const turns = side === 'above' ? result : [...result].reverse();
  let earlier: Cell[] = [];
  for (const layer of turns) {
    const places = new Map(earlier.map((cell, place) => [cell, place]));
    const wished = new Map(layer.map((cell, place) => [cell, mean(cell[side], places) ?? place]));
    layer.sort((one, other) => wished.get(one)! - wished.get(other)!);
    earlier = layer;
  }
  return result;
}

function mean(joined: readonly Cell[], places: ReadonlyMap<Cell, number>): number | undefined {
  if (joined.length === 0) return undefined;
  return joined.reduce((sum, cell) => sum + places.get(cell)!, 0) / joined.length;
}

/** How many pairs of lines cross between layers. */
export function crossings(layers: readonly (readonly Cell[])[]): number {
  let count = 0;
  layers.slice(1).forEach((lower, above) => {
    const places = new Map(lower.map((cell, place) => [cell, place]));
    const ends = layers[above]!.map(({ below }) => below.map((cell) => places.get(cell)!));
    ends.forEach((left, place) => {
      for (const right of ends.slice(place + 1))
        for (const one of left) count += right.filter((other) => other < one).length;
    });
  });
  return count;
}
