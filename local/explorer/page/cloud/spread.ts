import type { Cell } from './layout.ts';

const rounds = 60;
const straight = 8;

/**
 * Gives each cell its middle: as near as the others of its layer allow to those that it is joined to. What only passes
 * through, and what follows one after the other with nothing else, counts for more, so that it runs straight.
 */
export function spread(layers: readonly (readonly Cell[])[], gap: number): Map<Cell, number> {
  const x = new Map<Cell, number>();
  const settle = (layer: readonly Cell[], wished: readonly number[]) =>
    nearest(layer, wished, gap).forEach((value, index) => x.set(layer[index]!, value));
  for (const layer of layers) {
    const middle = layer.map(() => 0);
    settle(layer, middle);
  }
  for (let round = 0; round < rounds; round++)
    for (const layer of round % 2 ? [...layers].reverse() : layers) {
      const wished = layer.map((cell) => wish(cell, x));
      settle(layer, wished);
    }
  return x;
}

function wish(cell: Cell, x: ReadonlyMap<Cell, number>): number {
  let sum = 0;
  let total = 0;
  const add = (joined: readonly Cell[], isStraight: (other: Cell) => boolean) => {
    for (const other of joined) {
      const weight = isStraight(other) ? straight : 1;
      sum += x.get(other)! * weight;
      total += weight;
    }
  };
  const { above, below, passes } = cell;
  add(above, (other) => (passes && other.passes) || (above.length === 1 && other.below.length === 1));
  add(below, (other) => (passes && other.passes) || (below.length === 1 && other.above.length === 1));
  return total === 0 ? x.get(cell)! : sum / total;
}

/** The places nearest to those wished for, by least squares, that keep the distances: neighbours too near are pooled. */
function nearest(layer: readonly Cell[], wished: readonly number[], gap: number): number[] {
  const offsets: number[] = [];
  layer.forEach((cell, index) =>
    offsets.push(index === 0 ? 0 : offsets[index - 1]! + (layer[index - 1]!.width + cell.width) / 2 + gap),
  );
  const pools: { sum: number; count: number }[] = [];
  wished.forEach((wish, index) => {
    let pool = { sum: wish - offsets[index]!, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
    }
    pools.push(pool);
  });
  const starts = pools.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
  return starts.map((start, index) => start + offsets[index]!);
}
