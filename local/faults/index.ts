import type { Clock } from '../core/clock.ts';
import { type Fault, type FaultKind, type Faults } from '../core/faults.ts';
import type { Log } from '../core/log.ts';
import { createRandom, type Random } from './random.ts';
import { checkRates, matching, type FaultRates, type Rate } from './rates.ts';

/** What is to go wrong. */
export interface FaultPlan {
  /** Any text or number: the same seed makes the same decisions at the same points. */
  readonly seed: string | number;
  readonly rates?: FaultRates;
  /** Nothing is injected from this moment of the cloud's clock on, in milliseconds since the epoch. */
  readonly until?: number;
  /** Only these strike, whatever the rates: the log of an earlier run with the same seed, or a part of it. */
  readonly only?: readonly Pick<Injection, 'kind' | 'point' | 'position'>[];
}

/** A fault that was injected. */
export interface Injection {
  readonly kind: FaultKind;
  /** Where, e.g. `Shop-Data/UpdateItem`. */
  readonly point: string;
  /** Which of the decisions at this point it was, from 1. With the seed it says all that is needed to repeat it. */
  readonly position: number;
  /** By the cloud's clock, in milliseconds since the epoch. */
  readonly time: number;
}

/** The faults of a running cloud. */
export interface FaultControl {
  readonly seed: string;
  /** Injects nothing until `resume`; no decision is made meanwhile. */
  pause(): void;
  resume(): void;
  /**
   * Replaces all rates. Where a point stands in its sequence is kept.
   * @throws FaultOptionError
   */
  set(rates: FaultRates): void;
  /** How many faults of each kind were injected; kinds of which there were none are left out. */
  counts(): Partial<Record<FaultKind, number>>;
  /** What was injected, in order; the oldest are forgotten beyond 100,000. */
  log(): readonly Injection[];
}

interface Deps {
  readonly clock: Clock;
  readonly log: Log;
}

const mostRemembered = 100_000;

/**
 * Decides by a seed. Each kind has a sequence of its own at each point, so that what happens at one point, or how
 * often, changes nothing at another.
 *
 * @throws FaultOptionError
 * @example
 * const { faults, control } = createFaults({ seed: 7, rates: { 'sqs.lostAck': 0.1 } }, environment);
 * control.counts(); // { 'sqs.lostAck': 12 }
 */
export function createFaults(
  plan: FaultPlan,
  { clock, log }: Deps,
): { faults: Faults; control: FaultControl } {
  const seed = String(plan.seed);
  const only = plan.only && new Set(plan.only.map(nameOf));
  const sequences = new Map<string, { random: Random; position: number }>();
  const counts = new Map<FaultKind, number>();
  const injections: Injection[] = [];
  let rates = readRates(plan.rates ?? {});
  let paused = false;

  const isOver = () => paused || (plan.until !== undefined && clock.now() >= plan.until);

  const decide = (kind: FaultKind, point: string): number | undefined => {
    const rateAt = only ? undefined : rates.get(kind);
    const rate = rateAt?.(point) ?? 0;
    if (!only && rate === 0) return undefined;
    const name = `${seed}\n${kind}\n${point}`;
    let sequence = sequences.get(name);
    if (!sequence) sequences.set(name, (sequence = { random: createRandom(name), position: 0 }));
    const drawn = sequence.random();
    const position = ++sequence.position;
    const struck = only ? only.has(nameOf({ kind, point, position })) : drawn < rate;
    return struck ? position : undefined;
  };

  const faults: Faults = {
    get idle() {
      return (rates.size === 0 && !only) || isOver();
    },
    expects: (kind) => (only ? plan.only!.some((one) => one.kind === kind) : rates.has(kind)) && !isOver(),
    strikes(kind, point) {
      if (faults.idle) return undefined;
      const position = decide(kind, point);
      if (position === undefined) return undefined;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      injections.push({ kind, point, position, time: clock.now() });
      if (injections.length > mostRemembered) injections.shift();
      log.info(`${kind} at ${point}`, { seed, position });
      return faultOf(createRandom(`${seed}\n${kind}\n${point}\n${position}`));
    },
  };

  return {
    faults,
    control: {
      seed,
      pause: () => void (paused = true),
      resume: () => void (paused = false),
      set: (changed) => void (rates = readRates(changed)),
      counts: () => Object.fromEntries(counts),
      log: () => [...injections],
    },
  };
}

const nameOf = ({ kind, point, position }: Pick<Injection, 'kind' | 'point' | 'position'>) =>
  `${kind}\n${point}\n${position}`;

const faultOf = (chance: Random): Fault => ({
  chance,
  pick: (from) => from[Math.floor(chance() * from.length)]!,
});

/** Kinds that never strike are left out. */
function readRates(rates: FaultRates): ReadonlyMap<FaultKind, (point: string) => number> {
  const entries = Object.entries(checkRates(rates)) as [FaultKind, Rate][];
  return new Map(
    entries.flatMap(([kind, rate]): [FaultKind, (point: string) => number][] => {
      if (typeof rate === 'number') return rate === 0 ? [] : [[kind, () => rate]];
      const patterns = Object.entries(rate).map(([pattern, share]) => [matching(pattern), share] as const);
      return [[kind, (point) => patterns.find(([fits]) => fits(point))?.[1] ?? 0]];
    }),
  );
}
