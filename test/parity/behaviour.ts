import type { Source } from './sources.ts';

/**
 * How much of AppSync one needs to stand on a behaviour: `core` is what every app meets, `complete` what some apps
 * meet, `strict` what only the exact text, order or limit of an answer shows.
 */
export const tiers = ['core', 'complete', 'strict'] as const;
export type Tier = (typeof tiers)[number];

/**
 * `equal`: as the evidence says AppSync does. `assumed`: the most plausible choice, which no evidence establishes.
 * `differs`: known to be otherwise than AppSync. `absent`: not offered; the test shows the clear refusal.
 * `own`: AppSync has no such thing; a promise of this local cloud alone.
 */
export const verdicts = ['equal', 'assumed', 'differs', 'absent', 'own'] as const;
export type Verdict = (typeof verdicts)[number];

/** The parts of the page, in its order. */
export const areas = [
  'Fields and values',
  'Errors',
  'The wire',
  'Authorization',
  'Subscriptions',
  'DynamoDB',
  'Versions and sync',
  'Lambda and HTTP',
  'RDS Data API',
  'Other data sources',
  'Caching',
  'APPSYNC_JS: handlers',
  'APPSYNC_JS: the library',
  'APPSYNC_JS: SQL',
  'APPSYNC_JS: refused code',
  'APPSYNC_JS: the sandbox',
  'Mapping templates (VTL)',
  'EvaluateCode',
  'Merged APIs',
  'Templates',
  'Logs and metrics',
  'Traces',
] as const;
export type Area = (typeof areas)[number];

export interface Behaviour {
  readonly area: Area;
  readonly tier: Tier;
  readonly verdict: Verdict;
  readonly sources: readonly Source[];
  /** What is assumed, how it differs, or what is said instead. */
  readonly note?: string;
  /** The line's text, for many tests that show one behaviour; otherwise the test's own name. */
  readonly line?: string;
}

declare module 'vitest' {
  interface TaskMeta {
    behaviour?: Behaviour;
  }
}

/** Options of vitest's `describe`, `it` and `it.each`; a test inherits those of its `describe`. */
export interface BehaviourOptions {
  readonly meta: { readonly behaviour: Behaviour };
  /** The same behaviour, shown by many tests that are one line of the page. */
  as(line: string): BehaviourOptions;
  /** The same behaviour, with what the evidence leaves open. */
  noting(note: string): BehaviourOptions;
}

/**
 * The verdicts on behaviours of one area, as options for a test. The page of parity has a line for each.
 *
 * @example
 * const { equal, assumed } = behaviours('Errors');
 * it('keeps data beside an appended error', equal('core', runtimeUtilities), async () => { ... });
 * it.each(rows)('%s', equal('core', scalars).as('scalars are parsed'), (text) => { ... });
 */
export function behaviours(area: Area) {
  const noted =
    (verdict: Verdict) =>
    (tier: Tier, note: string, ...sources: Source[]) =>
      options({ area, tier, verdict, sources, note });
  return {
    /** @throws Error when no source says what AppSync does: then it is `assumed`. */
    equal(tier: Tier, ...sources: Source[]): BehaviourOptions {
      if (!sources.some(({ kind }) => kind !== 'E'))
        throw new Error('Nothing establishes this: it is assumed.');
      return options({ area, tier, verdict: 'equal', sources });
    },
    assumed: noted('assumed'),
    differs: noted('differs'),
    absent: noted('absent'),
    own: (tier: Tier, note?: string) => options({ area, tier, verdict: 'own', sources: [], note }),
  };
}

function options(behaviour: Behaviour): BehaviourOptions {
  return {
    meta: { behaviour },
    as: (line) => options({ ...behaviour, line }),
    noting: (note) => options({ ...behaviour, note }),
  };
}
