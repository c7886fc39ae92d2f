/** Who may read which field of a type: asked through the first request that brings somebody to the type. */
import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType } from 'graphql';
import type { Answer } from '../support/graphql.ts';
import { operationOf, rootField, schema } from './ask.ts';

const roots = ['Query', 'Mutation', 'Subscription'];

/** Every object type below the roots, by name. */
export const objectTypes: readonly GraphQLObjectType[] = Object.values(schema.getTypeMap())
  .filter((type): type is GraphQLObjectType => isObjectType(type))
  .filter(({ name }) => !name.startsWith('__') && !roots.includes(name))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** The shortest way from what a root field answers down to a type: names of fields. Undefined: there is none. */
export function wayTo(root: string, wanted: string): string[] | undefined {
  const queue: { type: string; way: string[] }[] = [
    { type: getNamedType(rootField(root).type).name, way: [] },
  ];
  const seen = new Set(queue.map(({ type }) => type));
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (next.type === wanted) return next.way;
    const type = schema.getType(next.type);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      if (!isObjectType(below) || seen.has(below.name)) continue;
      seen.add(below.name);
      queue.push({ type: below.name, way: [...next.way, field.name] });
    }
  }
  return undefined;
}

/** An operation that reads fields of a type at the end of a way. */
export function readingOf(
  root: string,
  way: readonly string[],
  type: GraphQLObjectType,
  names: readonly string[],
) {
  const fields = names.map((name) =>
    isLeafType(getNamedType(type.getFields()[name]!.type)) ? name : `${name} { __typename }`,
  );
  const selection = way.reduceRight(
    (below, name) => `{ ${name} ${below} }`,
    `{ __typename ${fields.join(' ')} }`,
  );
  return operationOf(root, selection);
}

/** Whether an answer holds the type at the end of the way; a list on the way must hold something. */
export function arrived({ data }: Answer, way: readonly string[]): boolean {
  let places: unknown[] = [Object.values((data ?? {}) as object)[0]].flat();
  for (const name of way) {
    places = places
      .filter((place) => place !== null && place !== undefined)
      .flatMap((place) => (place as Record<string, unknown>)[name]);
  }
  return places.some((place) => place !== null && place !== undefined);
}
