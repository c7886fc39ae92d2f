import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FieldPlan } from './plan.ts';

/** Fragments that spread others twice double the paths at each level. */
const mostPaths = 50_000;

interface Ground {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  included(selection: SelectionNode): boolean;
  typeNamed(name: string): GraphQLNamedType | undefined;
}

/**
 * `ctx.info.selectionSetList`: flat, nested paths joined with `/`, aliases in place of names, fragments expanded; under
 * an interface or union only what is selected on it in common (Developer Guide, "resolver context object reference").
 */
export function listSelection(
  sets: readonly SelectionSetNode[],
  type: GraphQLNamedType,
  ground: Ground,
): string[] {
  const paths = new Set<string>();
  const walk = (set: SelectionSetNode, on: GraphQLNamedType, prefix: string): void => {
    for (const selection of set.selections) {
      if (!ground.included(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const path = prefix + (selection.alias?.value ?? selection.name.value);
        paths.add(path);
        if (paths.size > mostPaths) throw new Error(`The selection has more than ${mostPaths} fields.`);
        const child = 'getFields' in on ? on.getFields()[selection.name.value] : undefined;
        if (selection.selectionSet && child) {
          walk(selection.selectionSet, getNamedType(child.type) as GraphQLNamedType, `${path}/`);
        }
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : ground.fragments.get(selection.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition?.name.value ?? on.name;
      if (condition !== on.name && isAbstractType(on)) continue;
      walk(fragment.selectionSet, on, prefix);
    }
  };
  for (const set of sets) walk(set, type, '');
  return [...paths];
}

/**
 * Keeps of an error's data what the field selects, under the names it has in the document: `util.error(…, data)` shows
 * a client nothing that it did not ask for.
 */
export function filterBySelection(plan: FieldPlan, data: unknown): unknown {
  if (data === null || data === undefined) return null;
  const type = getNamedType(plan.field.type);
  if (!isObjectType(type)) return data;
  const keep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(keep);
    if (typeof value !== 'object' || value === null) return value;
    const kept: Record<string, unknown> = {};
    for (const child of plan.selection(type)) {
      const held = (value as Record<string, unknown>)[child.fieldName];
      kept[child.responseKey] = filterBySelection(child, held);
    }
    return kept;
  };
  return keep(data);
}
