import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderStatuses } from '../../entities/order.ts';
import { canMove, nextStates, type OrderState } from '../../rules/order-states.ts';

const states = [...orderStatuses] as OrderState[];
const state = fc.constantFrom(...states);
const last: OrderState[] = ['DELIVERED', 'CANCELLED'];

test('an order can move exactly to its next states', () => {
  fc.assert(
    fc.property(state, state, (from, to) => {
      expect(canMove(from, to)).toBe(nextStates(from).includes(to));
    }),
  );
});

test('only what is delivered or cancelled stays where it is', () => {
  expect(states.filter((from) => nextStates(from).length === 0)).toEqual(last);
});

test('every state is reached from PLACED, and no walk comes back', () => {
  const seen = new Set<OrderState>();
  const visit = (from: OrderState, path: OrderState[]): void => {
    expect(path).not.toContain(from);
    seen.add(from);
    nextStates(from).forEach((to) => visit(to, [...path, from]));
  };
  visit('PLACED', []);
  expect([...seen].sort()).toEqual([...states].sort());
});

test('any walk ends delivered or cancelled', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: states.length, maxLength: states.length }), (choices) => {
      const end = choices.reduce<OrderState>((from, choice) => {
        const next = nextStates(from);
        return next[choice % (next.length || 1)] ?? from;
      }, 'PLACED');
      expect(last).toContain(end);
    }),
  );
});

test('what left the house is not cancelled', () => {
  expect(states.filter((from) => canMove(from, 'CANCELLED'))).toEqual(['PLACED', 'PAID']);
});
