import type { Environment } from '../core/environment.ts';
import { AwsError } from '../core/aws-error.ts';
import { invalidDefinition, invalidName, machineDoesNotExist, validation } from './errors.ts';
import type { Definition } from './language/definition.ts';
import { validate, type Checks } from './language/validate.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

/** What an execution runs. */
export interface Revision {
  readonly definition: Definition;
  /** As it was given. */
  readonly text: string;
  readonly roleArn: string;
  readonly revisionId: string | undefined;
  readonly description?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Route {
  readonly stateMachineVersionArn: string;
  /** In percent; those of an alias add up to 100. */
  readonly weight: number;
}

export interface Alias {
  readonly name: string;
  readonly description?: string;
  readonly routes: readonly Route[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly createdAt: number;
  /** True for one that a template defines. */
  readonly defined: boolean;
  current: Revision;
  readonly versions: Map<number, Revision>;
  lastVersion: number;
  readonly aliases: Map<string, Alias>;
  readonly tags: Map<string, string>;
  logging: object;
  tracing: object;
}

/** What an ARN of a machine, a version or an alias leads to. */
export interface Resolved {
  readonly machine: Machine;
  readonly revision: Revision;
  readonly versionArn?: string;
  readonly aliasArn?: string;
}

export interface NewMachine {
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly type?: MachineType;
  readonly defined?: boolean;
  readonly logging?: object;
  readonly tracing?: object;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The state machines of the account. */
export interface Machines {
  /** @throws AwsError InvalidName, InvalidDefinition, StateMachineAlreadyExists. */
  create(machine: NewMachine): Machine;
  /** Running executions keep what they began with. @throws AwsError InvalidDefinition. */
  revise(machine: Machine, change: { definition?: string; roleArn?: string }): Revision;
  remove(machine: Machine): void;
  restore(machine: Machine): void;
  all(): Machine[];
  find(arn: string): Machine | undefined;
  /** @throws AwsError StateMachineDoesNotExist. */
  resolve(arn: string): Resolved;
  /** Makes a version of what the machine is now. @returns its ARN */
  publish(machine: Machine, description?: string): string;
  setAlias(machine: Machine, alias: Alias): void;
  /** Says that something about a machine changed. */
  changed(): void;
  check(text: string, type: MachineType): ReturnType<typeof validate>;
}

/** The most characters of a definition. Source: API reference, CreateStateMachine. */
const longestDefinition = 1_048_576;

export function createMachines(
  environment: Environment,
  resourceFault: Checks['resourceFault'],
  changed: () => void,
): Machines {
  const { partition, region, accountId, clock, ids } = environment;
  const machines = new Map<string, Machine>();
  const check = (text: string, type: MachineType) => validate(text, { type, resourceFault });

  const read = (text: string, type: MachineType): Definition => {
    if (text.length > longestDefinition)
      throw validation(
        `1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length less than or equal to ${longestDefinition}`,
      );
    const { definition, diagnostics } = check(text, type);
    if (!definition) throw invalidDefinition(diagnostics);
    return definition;
  };

  const find = (arn: string) => machines.get(arn);
  return {
    check,
    find,
    all: () => [...machines.values()],
    create(given) {
      const { name, definition: text, roleArn, type = 'STANDARD', defined = false } = given;
      if (!isName(name)) throw invalidName(name);
      const arn = `arn:${partition}:states:${region}:${accountId}:stateMachine:${name}`;
      const definition = read(text, type);
      const there = machines.get(arn);
      if (there && !(defined && !there.defined)) {
        // The same again is no fault.
        if (there.current.text === text && there.current.roleArn === roleArn && there.type === type)
          return there;
        throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
      }
      const at = clock.now();
      const machine: Machine = {
        arn,
        name,
        type,
        createdAt: at,
        defined,
        current: { definition, text, roleArn, at, revisionId: undefined },
        versions: new Map(),
        lastVersion: 0,
        aliases: new Map(),
        tags: new Map(Object.entries(given.tags ?? {})),
        logging: given.logging ?? { level: 'OFF', includeExecutionData: false },
        tracing: given.tracing ?? { enabled: false },
      };
      machines.set(arn, machine);
      changed();
      return machine;
    },
    revise(machine, { definition: text = machine.current.text, roleArn = machine.current.roleArn }) {
      const definition = read(text, machine.type);
      machine.current = { definition, text, roleArn, at: clock.now(), revisionId: ids.uuid() };
      changed();
      return machine.current;
    },
    remove(machine) {
      machines.delete(machine.arn);
      changed();
    },
    restore(machine) {
      machines.set(machine.arn, machine);
      changed();
    },
    resolve(arn) {
      const machine = machines.get(arn);
      if (machine) return { machine, revision: machine.current };
      const [, owner = '', qualifier = ''] = /^(.+):([^:]+)$/.exec(arn) ?? [];
      const qualified = machines.get(owner);
      const alias = qualified?.aliases.get(qualifier);
      const version = alias ? versionIn(pick(alias.routes, ids.random())) : Number(qualifier);
      const revision = qualified?.versions.get(version);
      if (!qualified || !revision) throw machineDoesNotExist(arn);
      const versionArn = `${owner}:${version}`;
      return { machine: qualified, revision, versionArn, ...(alias && { aliasArn: arn }) };
    },
    publish(machine, description) {
      const latest = machine.versions.get(machine.lastVersion);
      // Nothing new is no new version.
      if (latest && latest.revisionId === machine.current.revisionId && latest.description === description)
        return `${machine.arn}:${machine.lastVersion}`;
      machine.lastVersion++;
      machine.versions.set(machine.lastVersion, { ...machine.current, description, at: clock.now() });
      changed();
      return `${machine.arn}:${machine.lastVersion}`;
    },
    setAlias(machine, alias) {
      machine.aliases.set(alias.name, alias);
      changed();
    },
    changed,
  };
}

/** Names of machines, executions and activities. Source: API reference, CreateStateMachine. */
export const isName = (name: unknown): name is string =>
  // eslint-disable-next-line no-control-regex -- these are what is not allowed
  typeof name === 'string' && /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/.test(name);

const versionIn = (arn: string) => Number(arn.split(':').at(-1));

/** A route by its weight. */
function pick(routes: readonly Route[], chance: number): string {
  let rest = chance * 100;
  for (const { stateMachineVersionArn, weight } of routes) {
    rest -= weight;
    if (rest < 0) return stateMachineVersionArn;
  }
  return routes.at(-1)!.stateMachineVersionArn;
}
