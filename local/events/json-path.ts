/** A compiled path: what it finds in an event; undefined when there is nothing. */
export type JsonPath = (event: unknown) => unknown;

type Step = string | number | '*';

/**
 * Compiles a path into an event: `$`, `$.detail.items[0].sku`, `$.detail.items[*].sku`, `$.detail['a b']`. With a
 * wildcard it finds an array of everything that it leads to.
 * Source: EventBridge User Guide, "Amazon EventBridge input transformation", the syntax that it lists.
 *
 * @returns undefined for what is no such path
 */
export function compileJsonPath(path: string): JsonPath | undefined {
  const steps = readSteps(path);
  if (!steps) return undefined;
  const several = steps.includes('*');
  return (event) => {
    const found = steps.reduce<unknown[]>(
      (values, step) => values.flatMap((value) => follow(value, step)),
      [event],
    );
    return several ? found : found[0];
  };
}

function readSteps(path: string): Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  const pattern = /\.([\w/-]+|\*)|\[(\d+)\]|\[(\*)\]|\[(['"])(.*?)\4\]/y;
  pattern.lastIndex = 1;
  while (pattern.lastIndex < path.length) {
    const match = pattern.exec(path);
    if (!match) return undefined;
    const [, name, index, star, , quoted] = match;
    steps.push(index !== undefined ? Number(index) : (name ?? star ?? quoted ?? ''));
  }
  return steps;
}

function follow(value: unknown, step: Step): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value);
  return Object.hasOwn(value, step) ? [(value as Record<string | number, unknown>)[step]] : [];
}
