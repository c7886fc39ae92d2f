import { compileEventPattern, EventPatternError, type EventPattern } from '../core/event-pattern.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import { openKeptFiles } from '../core/kept-files.ts';
import type { PolicyDocument } from '../core/ports.ts';
import { alreadyExists, notFound } from './errors.ts';
import { defaultBus, type Bus, type Rule, type RuleDefinition, type Target } from './model.ts';

/** A bus as it is kept on disk, when a caller made it or one of its rules. */
interface StoredBus {
  readonly name: string;
  readonly made?: {
    readonly createdAt: number;
    readonly description?: string;
    readonly policy?: PolicyDocument;
    readonly tags: Readonly<Record<string, string>>;
  };
  readonly rules: readonly StoredRule[];
}

interface StoredRule {
  readonly definition: RuleDefinition;
  readonly targets: readonly Target[];
  readonly tags: Readonly<Record<string, string>>;
}

/** The buses of the account with their rules. */
export interface Registry {
  buses(): Bus[];
  /** By name or ARN. */
  find(nameOrArn: string | undefined): Bus | undefined;
  /** @throws AwsError ResourceNotFoundException. */
  bus(nameOrArn: string | undefined): Bus;
  /** @throws AwsError ResourceNotFoundException. */
  rule(bus: Bus, name: string): Rule;
  byArn(arn: string): Bus | Rule | undefined;
  /** @throws AwsError ResourceAlreadyExistsException. */
  createBus(name: string, creation?: { readonly description?: string; readonly defined?: boolean }): Bus;
  deleteBus(bus: Bus): void;
  /** Makes a rule or gives it a new definition. @throws AwsError InvalidEventPatternException. */
  putRule(bus: Bus, definition: RuleDefinition, defined?: boolean): Rule;
  deleteRule(rule: Rule): void;
  /** Puts back what was deleted. */
  restoreRule(rule: Rule): void;
  restoreBus(bus: Bus): void;
  /** Says that a bus or one of its rules changed, so that what callers made is kept. */
  changed(bus: Bus): void;
  busArn(name: string): string;
  ruleArn(busName: string, name: string): string;
  flush(): Promise<void>;
}

/** @param changedRule - told of every rule that is put or deleted once the registry stands */
export function createRegistry(environment: Environment, changedRule: (rule: Rule) => void): Registry {
  const { partition, region, accountId, clock } = environment;
  const arn = (rest: string) => `arn:${partition}:events:${region}:${accountId}:${rest}`;
  const busArn = (name: string) => arn(`event-bus/${name}`);
  const ruleArn = (busName: string, name: string) =>
    arn(busName === defaultBus ? `rule/${name}` : `rule/${busName}/${name}`);
  const buses = new Map<string, Bus>();
  const files = openKeptFiles<StoredBus>(environment, 'events/buses', 'event bus');
  // Made by callers of an earlier run; a template that defines one of them now takes it over.
  const restored = new Set<Bus | Rule>();
  let standing = false;
  const onChange = (rule: Rule) => void (standing && changedRule(rule));

  const find: Registry['find'] = (nameOrArn = defaultBus) => {
    if (!nameOrArn.startsWith('arn:')) return buses.get(nameOrArn);
    const bus = buses.get(nameOrArn.slice(nameOrArn.indexOf('/') + 1));
    return bus?.arn === nameOrArn ? bus : undefined;
  };

  const newBus = (
    name: string,
    creation: Partial<Pick<Bus, 'description' | 'policy' | 'defined' | 'createdAt'>>,
  ): Bus => {
    const createdAt = creation.createdAt ?? clock.now();
    const bus: Bus = {
      name,
      arn: busArn(name),
      createdAt,
      modifiedAt: createdAt,
      tags: new Map(),
      rules: new Map(),
      defined: creation.defined ?? false,
      ...(creation.description !== undefined && { description: creation.description }),
      ...(creation.policy && { policy: creation.policy }),
    };
    buses.set(name, bus);
    return bus;
  };

  const putRule: Registry['putRule'] = (bus, definition, defined = false) => {
    const matches = compilePattern(definition.EventPattern);
    const there = bus.rules.get(definition.Name);
    // A rule that a template defines stays its own, whoever changes it.
    const rule: Rule =
      there && !(defined && restored.delete(there))
        ? there
        : {
            arn: ruleArn(bus.name, definition.Name),
            busName: bus.name,
            definition,
            targets: new Map(),
            tags: new Map(),
            counts: { matched: 0, delivered: 0, failed: 0 },
            defined,
          };
    rule.definition = definition;
    if (matches) rule.matches = matches;
    else delete rule.matches;
    bus.rules.set(definition.Name, rule);
    changed(bus);
    onChange(rule);
    return rule;
  };

  const changed = (bus: Bus): void => {
    const made = () =>
      [...bus.rules.values()].filter(({ defined, definition }) => !defined && !definition.ManagedBy);
    if (bus.defined && made().length === 0) return files.remove(bus.name);
    files.changed(bus.name, () => ({
      name: bus.name,
      ...(!bus.defined && {
        made: {
          createdAt: bus.createdAt,
          tags: Object.fromEntries(bus.tags),
          ...(bus.description !== undefined && { description: bus.description }),
          ...(bus.policy && { policy: bus.policy }),
        },
      }),
      rules: made().map(({ definition, targets, tags }) => ({
        definition,
        targets: [...targets.values()],
        tags: Object.fromEntries(tags),
      })),
    }));
  };

  const restoreRules = (bus: Bus): void => {
    for (const { definition, targets, tags } of files.kept.get(bus.name)?.rules ?? []) {
      const rule = putRule(bus, definition);
      for (const target of targets) rule.targets.set(target.Id, target);
      for (const [key, value] of Object.entries(tags)) rule.tags.set(key, value);
      restored.add(rule);
    }
  };

  newBus(defaultBus, { defined: true });
  for (const { name, made } of files.kept.values()) {
    if (!made) continue;
    const bus = newBus(name, made);
    for (const [key, value] of Object.entries(made.tags)) bus.tags.set(key, value);
    restored.add(bus);
    restoreRules(bus);
  }
  restoreRules(buses.get(defaultBus)!);
  standing = true;

  const bus: Registry['bus'] = (nameOrArn = defaultBus) => {
    const found = find(nameOrArn);
    if (!found) throw notFound(`Event bus ${nameOrArn.slice(nameOrArn.indexOf('/') + 1)} does not exist.`);
    return found;
  };

  return {
    buses: () => [...buses.values()],
    find,
    bus,
    rule(ofBus, name) {
      const rule = ofBus.rules.get(name);
      if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${ofBus.name}.`);
      return rule;
    },
    byArn(searched) {
      const all = [...buses.values()];
      return (
        all.find((one) => one.arn === searched) ??
        all.flatMap(({ rules }) => [...rules.values()]).find((one) => one.arn === searched)
      );
    },
    createBus(name, creation = {}) {
      const there = buses.get(name);
      if (there && !(creation.defined && restored.delete(there))) throw alreadyExists(`Event bus ${name}`);
      const made = newBus(name, creation);
      for (const rule of there?.rules.values() ?? []) made.rules.set(rule.definition.Name, rule);
      // Rules that callers put on a bus that a template defines.
      if (!there) restoreRules(made);
      changed(made);
      return made;
    },
    deleteBus(one) {
      buses.delete(one.name);
      files.remove(one.name);
      for (const rule of one.rules.values()) onChange(rule);
    },
    putRule,
    deleteRule(rule) {
      const owner = buses.get(rule.busName);
      owner?.rules.delete(rule.definition.Name);
      if (owner) changed(owner);
      onChange(rule);
    },
    restoreRule(rule) {
      const owner = buses.get(rule.busName);
      owner?.rules.set(rule.definition.Name, rule);
      onChange(rule);
    },
    restoreBus(one) {
      buses.set(one.name, one);
      changed(one);
      for (const rule of one.rules.values()) onChange(rule);
    },
    changed,
    busArn,
    ruleArn,
    flush: files.flush,
  };
}

/** @throws AwsError InvalidEventPatternException in the service's words, without the place in the text. */
export function compilePattern(text: string | undefined): EventPattern | undefined {
  if (text === undefined) return undefined;
  const refuse = (reason: string) =>
    new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw refuse((error as Error).message);
  }
  try {
    return compileEventPattern(pattern);
  } catch (error) {
    if (error instanceof EventPatternError) throw refuse(error.reason);
    throw error;
  }
}
