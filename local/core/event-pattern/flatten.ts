import { isObject } from './refusal.ts';

/** A value of an event that is neither object nor array. */
export interface Leaf {
  readonly value: unknown;
  /** The members of arrays that it lies in. */
  readonly members: readonly Member[];
}

interface Member {
  readonly array: unknown;
  readonly index: number;
}

/** The leaves of an event by their dotted paths; a path has several where it leads through arrays. */
export function flatten(event: Record<string, unknown>): ReadonlyMap<string, readonly Leaf[]> {
  const fields = new Map<string, Leaf[]>();
  const visit = (value: unknown, path: string, members: readonly Member[]): void => {
    if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) {
        // A plain member belongs to the field alone, and goes with any member of other fields.
        const within =
          typeof one === 'object' && one !== null ? [...members, { array: value, index }] : members;
        visit(one, path, within);
      }
    } else if (isObject(value)) {
      for (const [name, one] of Object.entries(value)) visit(one, path ? `${path}.${name}` : name, members);
    } else {
      const leaves = fields.get(path) ?? [];
      leaves.push({ value, members });
      fields.set(path, leaves);
    }
  };
  visit(event, '', []);
  return fields;
}
