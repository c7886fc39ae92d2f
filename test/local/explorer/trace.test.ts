import { expect, it } from 'vitest';
import type { Trace, TracedStep } from '../../../local/core/trace.ts';
import { duration, perMillion, rowsOf } from '../../../local/explorer/page/trace/rows.ts';

const step = (name: string, phase: TracedStep['phase'], startedAt: number, milliseconds: number) => ({
  name,
  phase,
  startedAt,
  milliseconds,
  input: {},
  output: {},
});

const trace: Trace = {
  id: 'r',
  startedAt: 0,
  milliseconds: 10,
  operation: { type: 'query', name: null, query: '{ a }', variables: {} },
  caller: { mode: 'API_KEY', identity: null },
  headers: {},
  errors: [{ path: ['list', 0, 'late'], message: 'no' }],
  fields: [
    {
      path: ['list', 0, 'late'],
      coordinate: 'Item.late',
      startedAt: 5,
      milliseconds: 5,
      steps: [step('Item.late', 'request', 5, 5)],
    },
    {
      path: ['list'],
      coordinate: 'Query.list',
      startedAt: 0,
      milliseconds: 5,
      steps: [
        step('Query.list', 'request', 0, 1),
        {
          ...step('read', 'dataSource', 1, 3),
          calls: [
            {
              service: 'DynamoDB',
              operation: 'Query',
              startedAt: 1,
              milliseconds: 3,
              request: {},
              answer: {},
              capacity: { read: 1.5, write: 0 },
            },
          ],
        },
        step('Query.list', 'response', 4, 1),
      ],
    },
  ],
  totals: { resolvers: 2, calls: 1, readUnits: 1.5, writeUnits: 0, cost: 4e-6, omitted: 0 },
};

it('lays fields out in the order they began, functions under their pipeline', () => {
  expect(rowsOf(trace)).toMatchObject([
    {
      label: 'list',
      depth: 0,
      failed: false,
      span: { left: 0, width: 50 },
      bars: [{ left: 0 }, { left: 40 }],
    },
    { label: 'read', depth: 1, text: 'Query · 3.00 ms · 1.5 RCU', bars: [{ left: 10, width: 30 }] },
    { label: 'list[0].late', depth: 0, failed: true, bars: [{ left: 50, width: 50 }] },
  ]);
});

it('writes times and prices that can be read', () => {
  expect([0.042, 1.236, 12.4, 2100].map(duration)).toEqual(['42 µs', '1.24 ms', '12 ms', '2.1 s']);
  expect([4.1e-6, 0.002].map(perMillion)).toEqual(['$4.10 per million', '$2,000 per million']);
});
