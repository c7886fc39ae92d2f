import type { FieldCall } from '../execution/resolve.ts';

/** Most caching keys of a resolver (Developer Guide, "Caching"). */
const mostKeys = 25;

/** Reads `$context.arguments.id` as the way to a value. */
export interface CachingKey {
  /** Without `$`: so it is named to `evictFromApiCache`, too. */
  readonly name: string;
  readonly path: readonly string[];
}

/**
 * Reads the `CachingKeys` of a resolver.
 * @throws Error for too many, or for one that is not under arguments, source or identity.
 */
export function readCachingKeys(given: readonly string[]): CachingKey[] {
  if (given.length > mostKeys) throw new Error(`a resolver takes at most ${mostKeys} caching keys.`);
  return given.map((text) => {
    const name = nameOf(text);
    const [root, ...path] = name.split('.');
    if (root !== 'context' || !['arguments', 'source', 'identity'].includes(path[0] ?? '')) {
      throw new Error(
        `the caching key ${text} must begin with $context.arguments, $context.source or $context.identity.`,
      );
    }
    return { name, path };
  });
}

/** `$context.args.id`, `ctx.arguments.id`, `${context.arguments.id}`: one name. */
function nameOf(text: string): string {
  return text
    .replace(/[${}]/g, '')
    .replace(/^ctx\./, 'context.')
    .replace(/^context\.args(?=\.|$)/, 'context.arguments');
}

/** The key under which a resolver's result lies: its own values of the caching keys, in their order. */
export function resolverKey(coordinate: string, keys: readonly CachingKey[], call: FieldCall): string {
  const root: Record<string, unknown> = {
    arguments: call.arguments,
    source: call.source,
    identity: call.run.caller.identity,
  };
  const parts = keys.map(({ name, path }) => [name, valueAt(root, path)]);
  return `${coordinate} ${canonical(parts)}`;
}

/** The key that `evictFromApiCache` names: the pairs must come in the order of the resolver's caching keys. */
export function evictionKey(coordinate: string, pairs: Readonly<Record<string, unknown>>): string {
  return `${coordinate} ${canonical(Object.entries(pairs).map(([name, value]) => [nameOf(name), value]))}`;
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value: any = root;
  for (const key of path) value = value?.[key];
  return value ?? null;
}

/** JSON text that is the same for equal values, whatever the order of their members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  );
}
