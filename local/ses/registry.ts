import type { Environment } from '../core/environment.ts';
import { openStateFile, type StateFile } from '../core/state-file.ts';

/** A mail with places to be filled. */
export interface Template {
  readonly name: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
}

/** Who may send, and what with. Those that callers made outlive the process with the data directory. */
export interface Registry {
  /** Addresses and domains, in lower case. All of them count as verified: their owner is at hand. */
  readonly identities: Kind<true>;
  readonly templates: Kind<Template>;
  readonly configurationSets: Kind<true>;
  flush(): Promise<void>;
}

/** Things of one kind, by name. */
export interface Kind<V> {
  get(name: string): V | undefined;
  /** @param defined - true for what a template defines, and will define again */
  set(name: string, value: V | undefined, defined?: boolean): void;
  names(): string[];
}

type Kept<V> = readonly (readonly [name: string, value: V])[];
interface State {
  readonly identities: Kept<true>;
  readonly templates: Kept<Template>;
  readonly configurationSets: Kept<true>;
}

export function openRegistry(environment: Environment): Registry {
  const file: StateFile<State> = openStateFile(environment, 'ses/state.json', () => ({
    identities: identities.kept(),
    templates: templates.kept(),
    configurationSets: configurationSets.kept(),
  }));
  const identities = createKind<true>(file.kept?.identities, file.changed);
  const templates = createKind<Template>(file.kept?.templates, file.changed);
  const configurationSets = createKind<true>(file.kept?.configurationSets, file.changed);
  return { identities, templates, configurationSets, flush: file.flush };
}

function createKind<V>(kept: Kept<V> = [], changed: () => void): Kind<V> & { readonly kept: () => Kept<V> } {
  const all = new Map(kept);
  const made = new Set(all.keys());
  return {
    get: (name) => all.get(name),
    set(name, value, defined = false) {
      if (value === undefined) all.delete(name);
      else all.set(name, value);
      if (defined || value === undefined) made.delete(name);
      else made.add(name);
      changed();
    },
    names: () => [...all.keys()].sort(),
    kept: () => [...all].filter(([name]) => made.has(name)),
  };
}
