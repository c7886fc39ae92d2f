import type { Environment } from '../../core/environment.ts';
import type { Alarms } from '../alarms/alarms.ts';
import type { Input } from '../input.ts';
import type { Registry } from '../metrics/registry.ts';

/** What operations work on. */
export interface Service {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly alarms: Alarms;
  /** Takes the values of this minute that are measured, so that a reader sees them. */
  sample(): void;
}

export interface Operation {
  /** ARNs of what it touches; most are not about one resource. @defaultValue `['*']` */
  resources?(input: Input): readonly string[];
  /** For conditions in policies. */
  context?(input: Input): Record<string, string>;
  /** Moments in an answer are `Date`s. */
  run(input: Input): object;
}

export type Operations = Readonly<Record<string, Operation>>;
