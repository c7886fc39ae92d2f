import type { Environment } from '../../core/environment.ts';
import type { AskedResource, EventBuses, Principal } from '../../core/ports.ts';
import type { Archives } from '../archives/archives.ts';
import type { Replays } from '../archives/replays.ts';
import { constraint, required } from '../errors.ts';
import type { Bus, Rule } from '../model.ts';
import type { Registry } from '../registry.ts';

/** The members of a request. */
export type Input = Readonly<Record<string, any>>;

/** One operation of the API. */
export interface Operation {
  /** On what policies must allow the action of the operation's own name; none: the operation asks them itself. */
  readonly asks: (input: Input) => readonly AskedResource[];
  readonly run: (input: Input, principal: Principal | undefined) => object | Promise<object>;
}

export type Operations = Readonly<Record<string, Operation>>;

/** What the operations work with. */
export interface Service {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly archives: Archives;
  readonly replays: Replays;
  readonly putEvents: EventBuses['putEvents'];
  /** Resolves when all that was done so far outlives a crash. */
  readonly flush: () => Promise<void>;
}

/** An operation on a bus. */
export const onBus = (
  { registry }: Service,
  busOf: (input: Input) => string | undefined,
  run: (bus: Bus, input: Input) => object,
): Operation => ({
  asks: (input) => [asBus(registry, busOf(input))],
  run: (input) => run(registry.bus(busOf(input)), input),
});

/** An operation on a rule of the bus `EventBusName`. */
export const onRule = (
  { registry }: Service,
  nameOf: (input: Input) => string,
  run: (rule: Rule, bus: Bus, input: Input) => object,
): Operation => ({
  asks: (input) => [asRule(registry, input['EventBusName'], nameOf(input))],
  run(input) {
    const bus = registry.bus(input['EventBusName']);
    return run(registry.rule(bus, nameOf(input)), bus, input);
  },
});

/** A bus as policies are asked for it; one that does not stand has an ARN as well. */
export function asBus(registry: Registry, nameOrArn: string | undefined): AskedResource {
  const bus = registry.find(nameOrArn);
  if (bus) return bus.policy ? { arn: bus.arn, policy: bus.policy } : bus.arn;
  return nameOrArn?.startsWith('arn:') ? nameOrArn : registry.busArn(nameOrArn ?? 'default');
}

export const asRule = (registry: Registry, bus: string | undefined, name: string): string =>
  registry.ruleArn(registry.find(bus)?.name ?? bus ?? 'default', name);

/** A name of the API. @throws AwsError ValidationException */
export function nameIn(input: Input, member: string, longest = 64, pattern = /^[.\-_A-Za-z0-9]+$/): string {
  const name = required(input, member);
  const at = member.charAt(0).toLowerCase() + member.slice(1);
  if (!pattern.test(name)) {
    throw constraint(name, at, `satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
  }
  if (name.length > longest) throw constraint(name, at, `have length less than or equal to ${longest}`);
  return name;
}

/** A page of `Limit` things, and the token of the next one. */
export function pageOf<Thing>(
  all: readonly Thing[],
  { Limit = 100, NextToken }: Input,
): { page: Thing[]; token: { NextToken?: string } } {
  const start = NextToken === undefined ? 0 : Number(Buffer.from(String(NextToken), 'base64url').toString());
  const end = (Number.isInteger(start) ? start : 0) + Number(Limit);
  return {
    page: all.slice(start, end),
    token: end < all.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {},
  };
}

export const tagsIn = (tags: readonly { Key: string; Value: string }[] = []): [string, string][] =>
  tags.map(({ Key, Value }) => [Key, Value]);

export const seconds = (milliseconds: number): number => milliseconds / 1000;
