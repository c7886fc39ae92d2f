import { describe, expect, it } from 'vitest';
import { parityPage, type ShownBehaviour } from '../../../scripts/parity/page.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { overview, scalars, wireNotes } from '../../parity/sources.ts';

const { equal, assumed } = behaviours('Errors');
const shown = (row: number, line: string, { meta }: ReturnType<typeof equal>): ShownBehaviour => ({
  ...meta.behaviour,
  line: meta.behaviour.line ?? line,
  file: 'test/local/a.test.ts',
  row,
});
const lineOf = (page: string, text: string) => page.split('\n').filter((line) => line.includes(text));

describe('the parity page', () => {
  it('has one line for the tests that show one behaviour, linked to the first', () => {
    const many = equal('core', scalars).as('many');
    const page = parityPage([shown(7, 'one', many), shown(9, 'two', many)]);
    expect(lineOf(page, 'many')).toEqual([
      '| many | core | equal | [D1](#d1) | [a](../test/local/a.test.ts#L7), 2 cases |',
    ]);
  });

  it('counts by tier and verdict, and numbers the sources of each kind', () => {
    const guess = assumed('strict', 'a | guess', wireNotes);
    const page = parityPage([shown(1, 'x', equal('core', scalars, overview)), shown(2, 'y', guess)]);
    expect(lineOf(page, '| strict |')[0]).toBe('| strict | 0 | 1 | 0 | 0 | 0 | 1 |');
    expect(lineOf(page, '| y |')[0]).toContain('assumed: a \\| guess | [E1](#e1) |');
    expect(lineOf(page, '**D2**')[0]).toContain('Scalar types');
  });

  it('calls nothing equal that only a third party says', () => {
    expect(() => equal('core', wireNotes)).toThrow('it is assumed');
    expect(() => equal('core')).toThrow('it is assumed');
  });
});
