import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { buildASTSchema, isEnumType, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { fields } from '../../../infra/api/fields.ts';
import { catalogue, IllegalTransition } from '../../../rules/errors.ts';
import { isRefusal } from '../../../rules/orders/plan.ts';
import { actors } from '../../../rules/states/index.ts';
import type { Machine, Move } from '../../../rules/states/machine.ts';
import { writtenStatesPage } from '../../../scripts/generate-states.ts';
import { explore } from './explore.ts';
import { machines, type MachineName } from './machines.ts';

const names = Object.keys(machines) as MachineName[];
const trials = explore();

/** Every move that a machine's course declares, beginnings without `from`. */
function declared(name: MachineName): { from: string | undefined; to: string; move: Move }[] {
  const { begins, moves } = machines[name].course;
  return [
    ...Object.entries(begins as Record<string, Move>).map(([to, move]) => ({ from: undefined, to, move })),
    ...Object.entries(moves as Record<string, Record<string, Move>>).flatMap(([from, next]) =>
      Object.entries(next).map(([to, move]) => ({ from, to, move })),
    ),
  ];
}

const said = (from: string | undefined, to: string, one: string) => `${from ?? 'nothing'} -> ${to}: ${one}`;

describe.each(names)('the machine of %s', (name) => {
  const states = machines[name].states as Machine<string>;
  const made = trials.flatMap(({ attempt, made: moves }) =>
    moves.filter(({ machine }) => machine === name).map((move) => ({ ...move, ways: attempt.ways })),
  );

  test('has the moves that the rules make, by those ways and no others', () => {
    const observed = made.flatMap(({ from, to, ways }) => ways.map((way) => said(from, to, way)));
    const expected = declared(name).flatMap(({ from, to, move }) =>
      move.by.map((way) => said(from, to, way)),
    );
    expect([...new Set(observed)].sort()).toEqual(expected.sort());
  });

  test('has an event in the timeline for each move, and no more events than moves tell', () => {
    const observed = made.map(({ from, to, event }) => said(from, to, event));
    const expected = declared(name).flatMap(({ from, to, move }) =>
      move.events.map((event) => said(from, to, event)),
    );
    expect([...new Set(observed)].sort()).toEqual(expected.sort());
  });

  const aims = trials.filter(({ attempt }) => attempt.aim?.machine === name);
  const reachable = [...new Set(aims.map(({ attempt }) => attempt.aim!.to))];
  const illegal = Object.keys(states).flatMap((from) =>
    reachable.filter((to) => !states[from]!.includes(to)).map((to) => [from, to] as const),
  );

  test.runIf(illegal.length > 0).each(illegal)(
    'refuses %s to %s by name, and changes nothing',
    (from, to) => {
      const tried = aims.filter(({ attempt: { aim } }) => aim!.from === from && aim!.to === to);
      // What no order ever meets is met by nobody: a parcel that is not packed has no stage to skip.
      expect(tried.length).toBeGreaterThan(0);
      const wrong = tried.filter(({ outcome, page }) => {
        // A workflow's step may come twice: what it asks for was done, and nothing is done again.
        if (to === 'ON_HOLD' && page.risk) return isRefusal(outcome) || outcome.events.length > 0;
        if (!isRefusal(outcome) || outcome.refusal !== IllegalTransition) return true;
        const { status, nextStatuses, review } = outcome.info!;
        const next = name === 'risk' ? machines.order.states[page.order.status] : states[from];
        return ![status, review].includes(from) || !isDeepStrictEqual(nextStatuses, next);
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe('every attempt', () => {
  test('that is refused is refused by an error of the catalogue', () => {
    const refused = trials.map(({ outcome }) => outcome).filter((outcome) => isRefusal(outcome));
    const types = new Set(refused.map(({ refusal }) => refusal.type));
    for (const type of types) expect(Object.keys(catalogue)).toContain(type);
    expect(types.size).toBeGreaterThan(5);
  });

  test('that moves nothing leaves the order as it is', () => {
    const changed = trials.filter(({ page, outcome, made }) => {
      if (isRefusal(outcome) || outcome.events.length > 0) return false;
      return made.length > 0 || outcome.order !== page.order;
    });
    expect(changed).toEqual([]);
  });

  test('writes events that are numbered on, with who, when, and the state that the order is in then', () => {
    const wrong = trials.filter(({ page, attempt, outcome }) => {
      if (isRefusal(outcome)) return false;
      const { order, events } = outcome;
      const before = page.order?.sequence ?? 0;
      const who = attempt.sellers ? 'seller' : actors[attempt.ways[0]!];
      const told = events.every(
        ({ sequence, actor, at }, index) =>
          sequence === before + 1 + index &&
          (who ? actor === who : actor === 'customer' || actor === 'staff') &&
          at === order.updatedAt,
      );
      const last = events.at(-1);
      return !told || order.sequence !== before + events.length || (last && last.status !== order.status);
    });
    expect(wrong).toEqual([]);
  });
});

describe('what the machines name', () => {
  const ways = [...new Set(names.flatMap((name) => declared(name).flatMap(({ move }) => move.by)))];

  test.each(ways)('%s is there', (way) => {
    if (way.startsWith('Mutation.')) expect(Object.keys(fields)).toContain(way);
    else expect(existsSync(`${way}.ts`)).toBe(true);
  });

  test('are the states of the contract', () => {
    const types = parse(readFileSync('scripts/codegen/appsync.graphql', 'utf8'));
    const contract = parse(readFileSync('schema.graphql', 'utf8'));
    const schema = buildASTSchema({
      ...contract,
      definitions: [...types.definitions, ...contract.definitions],
    });
    const enums = {
      order: 'OrderStatus',
      payment: 'PaymentStatus',
      ledger: 'LedgerStatus',
      shipment: 'ShipmentStatus',
      return: 'ReturnStatus',
      risk: 'RiskReviewStatus',
    };
    for (const name of names) {
      const type = schema.getType(enums[name]);
      const values = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
      expect(values).toEqual(Object.keys(machines[name].states));
    }
  });

  test('is what the page says', async () => {
    expect(readFileSync('docs/states.md', 'utf8')).toBe(await writtenStatesPage());
  });
});
