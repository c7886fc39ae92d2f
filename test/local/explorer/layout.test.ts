import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxWidth, layoutOf } from '../../../local/explorer/page/cloud/layout.ts';
import { lineOf, takenWays } from '../../../local/explorer/page/cloud/lines.ts';
import { graphOf } from '../../../local/inspection/graph.ts';
import type { StateGraph, StateWay, VisitView } from '../../../local/core/inspection.ts';
import { shipping } from './cloud-app.ts';

const graph = graphOf(shipping);
const picture = layoutOf(graph);
const box = (name: string) => picture.boxes.find((one) => one.name === name)!;

/** No two boxes over one another, everything within the picture. */
function expectInOrder({ boxes, lines, width, height }: ReturnType<typeof layoutOf>): void {
  for (const one of boxes) {
    expect(one.x - boxWidth / 2).toBeGreaterThanOrEqual(0);
    expect(one.x + boxWidth / 2).toBeLessThanOrEqual(width);
    for (const other of boxes)
      if (one !== other && one.y === other.y) expect(Math.abs(one.x - other.x)).toBeGreaterThan(boxWidth);
  }
  for (const { x, y } of lines.flatMap(({ points }) => points)) {
    expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
  }
}

describe('the picture of a state machine', () => {
  it('puts each state below all that lead to it, and ways back up', () => {
    const order = ['Weigh', 'Heavy?', 'Ask carrier', 'Pack', 'Hand over', 'Tell customer', 'Not shipped'];
    const heights = order.map((name) => box(name).y);
    expect(heights).toEqual([...heights].sort((one, other) => one - other));
    expect(new Set(heights).size).toBe(order.length);
    const back = picture.lines.find(({ way }) => way.from === 'Rest')!;
    expect(back.points[0]!.y).toBeGreaterThan(back.points.at(-1)!.y);
    expectInOrder(picture);
  });

  it('keeps any graph apart and within its bounds', () => {
    const names = fc
      .integer({ min: 1, max: 12 })
      .map((count) => Array.from({ length: count }, (_, at) => `S${at}`));
    const graphs = names.chain((states) =>
      fc
        .array(fc.tuple(fc.constantFrom(...states), fc.constantFrom(...states)), { maxLength: 24 })
        .map((pairs): StateGraph => ({
          startAt: 'S0',
          states: states.map((name) => ({ name, type: 'Pass', note: '', within: [] })),
          ways: pairs.map(([from, to]): StateWay => ({ from, to, kind: 'next' })),
        })),
    );
    fc.assert(
      fc.property(graphs, (any) => expectInOrder(layoutOf(any))),
      { numRuns: 60, seed: 4 },
    );
  });

  it('draws lines upright through their points', () => {
    expect(
      lineOf([
        { x: 1, y: 0 },
        { x: 1, y: 10 },
        { x: 5, y: 20 },
      ]),
    ).toBe('M1 0V10C1 15 5 15 5 20');
  });
});

describe('a graph of states', () => {
  it('names choices by their condition, catchers by their errors, and knows what a Parallel state holds', () => {
    const labels = graph.ways.map(({ from, to, kind, label }) => [from, kind, label, to]);
    expect(labels).toContainEqual(['Heavy?', 'choice', 'kilos > 30', 'Ask carrier']);
    expect(labels).toContainEqual(['Heavy?', 'default', undefined, 'Pack']);
    expect(labels).toContainEqual(['Ask carrier', 'catch', 'TooHeavy', 'Tell customer']);
    const nodeOf = (name: string) => graph.states.find((node) => node.name === name)!;
    expect(nodeOf('Pack')).toMatchObject({ type: 'Parallel', within: ['Wrap', 'Print label'] });
    expect(nodeOf('Ask carrier').note).toBe('sqs sendMessage, waits');
  });

  it('tells the ways that a run took from the others', () => {
    const visit = (name: string, status: VisitView['status']) =>
      ({ name, status, type: 'Pass', enteredAt: 0, retries: 0, input: {} }) as VisitView;
    const visits = [
      visit('Weigh', 'succeeded'),
      visit('Heavy?', 'succeeded'),
      visit('Pack', 'succeeded'),
      visit('Wrap', 'succeeded'),
      visit('Hand over', 'caught'),
      visit('Tell customer', 'running'),
    ];
    expect([...takenWays({ graph, visits })].map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
      'Weigh next Heavy?',
      'Heavy? default Pack',
      'Pack next Hand over',
      'Hand over catch Tell customer',
    ]);
  });
});
