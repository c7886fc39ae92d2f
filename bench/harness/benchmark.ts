import { readable } from './statistics.ts';

/** One thing that is measured. */
export interface Benchmark {
  /** As `npm run bench -- <name>` calls it. */
  readonly name: string;
  /** What it measures, and how, in a sentence or two. */
  readonly about: string;
  run(): Promise<Figure[]>;
}

/** One number that came out. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What else is needed to read it. */
  readonly note?: string;
}

/**
 * A value beside what it is wanted to be.
 * @param wanted - at least that, or at most with `{ most: true }`.
 * @example aim(3.1, 3) // { value: 3.1, note: 'aim: at least 3, met' }
 */
export function aim(value: number, wanted: number, { most = false } = {}): Pick<Figure, 'value' | 'note'> {
  const met = most ? value <= wanted : value >= wanted;
  const bound = `at ${most ? 'most' : 'least'} ${wanted.toLocaleString('en')}`;
  return { value: readable(value), note: `aim: ${bound}, ${met ? 'met' : 'NOT met'}` };
}
