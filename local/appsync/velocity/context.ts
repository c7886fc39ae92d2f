import type { HandlerContext } from '../javascript/types.ts';
import type { Meter } from './meter.ts';
import { toValue, type Value } from './values.ts';

/** A map whose members are made of JSON when they are first looked at: most templates look at few. */
class LazyMap extends Map<string, Value> {
  private readonly waiting: Map<string, () => Value>;

  constructor(members: Readonly<Record<string, () => Value>>) {
    super(Object.keys(members).map((name) => [name, null]));
    this.waiting = new Map(Object.entries(members));
  }

  override get(name: string): Value | undefined {
    const make = this.waiting.get(name);
    if (make) {
      this.waiting.delete(name);
      this.set(name, make());
    }
    return super.get(name);
  }

  override *entries(): MapIterator<[string, Value]> {
    for (const name of this.keys()) yield [name, this.get(name) ?? null];
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }
}

/** `$context`: the handlers' context, in the order in which `$util.toJson($context)` writes it. */
export function templateContext(context: HandlerContext, meter: Meter): Map<string, Value> {
  const of = (plain: () => unknown) => () => toValue(plain(), meter);
  const { info } = context;
  return new LazyMap({
    arguments: of(() => context.arguments),
    identity: of(() => context.identity),
    source: of(() => context.source),
    result: of(() => context.result),
    request: of(() => context.request),
    info: () =>
      new LazyMap({
        fieldName: of(() => info.fieldName),
        parentTypeName: of(() => info.parentTypeName),
        variables: of(() => info.variables),
        selectionSetList: of(() => info.selectionSetList),
        selectionSetGraphQL: of(() => info.selectionSetGraphQL),
      }),
    error: of(() => context.error),
    prev: of(() => context.prev),
    stash: of(() => context.stash),
    env: of(() => context.env),
    outErrors: of(() => []),
  });
}
