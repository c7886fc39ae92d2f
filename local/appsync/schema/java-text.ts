/** The name of the Java class that holds a JSON value: messages of the service show it. */
export function javaName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'Double';
    return Math.abs(value) <= 0x7fffffff ? 'Integer' : 'Long';
  }
  return Array.isArray(value) ? 'ArrayList' : 'LinkedHashMap';
}

/**
 * A JSON value as Java's `toString` writes it: how the service puts what is no string where one is asked for.
 *
 * @example
 * javaText({ a: [1, 'x'], b: null }); // {a=[1, x], b=null}
 */
export function javaText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([name, held]) => `${name}=${javaText(held)}`)
    .join(', ')}}`;
}
