import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObjectType } from 'graphql';
import { schema } from '../authorization/ask.ts';
import { budgets } from '../operations/budgets.ts';
import { measure, openMeteredShop, type MeteredShop, type Taken } from '../operations/measure.ts';
import { operations } from '../operations/operations.ts';

/** Below this part of its budget a field has become so much cheaper that the budget no longer says anything. */
const tight = 0.75;

const rootFields = ['Query', 'Mutation'].flatMap((root) => {
  const type = schema.getType(root);
  return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${root}.${field}`) : [];
});

let metered: MeteredShop | undefined;
const taken: Taken[] = [];
// A shop of ordinary size, and each operation once: two minutes on a busy machine.
beforeAll(async () => {
  metered = await openMeteredShop();
  for (const operation of operations) taken.push(await measure(metered, operation));
}, 900_000);
afterAll(() => metered?.stop());

describe('budgets', () => {
  it('are there for every root field, and for nothing else', () => {
    expect(Object.keys(budgets).sort()).toEqual([...rootFields].sort());
  });

  it('are each held against an operation', () => {
    expect([...new Set(operations.map(({ field }) => field))].sort()).toEqual([...rootFields].sort());
  });
});

describe.each(Object.entries(budgets))('%s', (field, [calls, readUnits, writeUnits, functions = 0]) => {
  const used = () => {
    const own = taken.filter(({ operation }) => operation.field === field);
    return {
      calls: Math.max(...own.map((one) => one.calls.length)),
      functions: Math.max(...own.map((one) => one.invocations)),
      readUnits: Math.max(...own.map((one) => one.readUnits)),
      writeUnits: Math.max(...own.map((one) => one.writeUnits)),
    };
  };

  it('keeps to its budget', () => {
    const most = used();
    expect(most.calls).toBeLessThanOrEqual(calls);
    expect(most.functions).toBeLessThanOrEqual(functions);
    expect(most.readUnits).toBeLessThanOrEqual(readUnits);
    expect(most.writeUnits).toBeLessThanOrEqual(writeUnits);
  });

  it('has a budget that is no wider than needed', () => {
    const most = used();
    expect(most.calls).toBe(calls);
    expect(most.functions).toBe(functions);
    expect(most.readUnits).toBeGreaterThanOrEqual(readUnits * tight);
    expect(most.writeUnits).toBeGreaterThanOrEqual(writeUnits * tight);
  });
});
