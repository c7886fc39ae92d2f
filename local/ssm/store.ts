import type { Environment } from '../core/environment.ts';
import { openStateFile } from '../core/state-file.ts';

/** A parameter as it stands. */
export interface Parameter {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly version: number;
  /** Seconds since the epoch. */
  readonly changedAt: number;
  readonly description?: string;
  readonly dataType: string;
  /** What a template said of its value when it made it, for a start that finds it again. */
  readonly template?: string;
}

/** The parameters of the account. */
export interface ParameterStore {
  find(name: string): Parameter | undefined;
  /** Puts a value in the place of the former, with the next version. */
  put(
    parameter: Omit<Parameter, 'version' | 'changedAt' | 'dataType'> & { readonly dataType?: string },
  ): Parameter;
  /** Puts a parameter back, or takes it away. */
  set(name: string, parameter: Parameter | undefined): void;
  all(): Parameter[];
  arnOf(name: string): string;
  flush(): Promise<void>;
}

/** @param given - values given at the start, by name, which are there as if they had been put */
export function openStore(
  environment: Environment,
  given: Readonly<Record<string, string>> = {},
): ParameterStore {
  const { partition, region, accountId, clock } = environment;
  const parameters = new Map<string, Parameter>();
  const file = openStateFile(environment, 'ssm/parameters.json', () => [...parameters.values()]);
  for (const parameter of file.kept ?? []) parameters.set(parameter.name, parameter);

  const put: ParameterStore['put'] = (parameter) => {
    const { name } = parameter;
    const version = (parameters.get(name)?.version ?? 0) + 1;
    const next = { dataType: 'text', ...parameter, version, changedAt: clock.now() / 1000 };
    parameters.set(name, next);
    file.changed();
    return next;
  };
  for (const [name, value] of Object.entries(given)) {
    if (parameters.get(name)?.value !== value) put({ name, type: 'String', value });
  }
  return {
    // An ARN is as good as a name.
    find: (name) => parameters.get(name) ?? parameters.get(/:parameter(\/.+)$/.exec(name)?.[1] ?? ''),
    put,
    set(name, parameter) {
      if (parameter) parameters.set(name, parameter);
      else parameters.delete(name);
      file.changed();
    },
    all: () => [...parameters.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    arnOf: (name) => `arn:${partition}:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`,
    flush: file.flush,
  };
}
