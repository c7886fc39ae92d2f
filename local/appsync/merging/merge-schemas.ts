import {
  Kind,
  print,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type NameNode,
  type TypeDefinitionNode,
} from 'graphql';
import type { AuthMode } from '../authorization/rules.ts';
import { directiveOfMode } from '../authorization/rules.ts';
import { directiveOf, type SourceSchema } from './source-schema.ts';

/** Sources that cannot be merged; the words are those of the service where it is known to have some. */
export class MergeConflict extends Error {
  constructor(name: string, reason: string) {
    super(`Unable to resolve conflict on object with name ${name}: ${reason}`);
  }
}

type Member = FieldDefinitionNode | { readonly kind: string; readonly name: NameNode };

/**
 * Merges the schemas of source APIs into the SDL of their merged API: a type that one of them calls canonical is that
 * one's alone, other types of one name have the fields of all.
 *
 * @throws MergeConflict for types of different kinds, and for fields of one name that differ and of which none is
 *   canonical.
 */
export function mergeSchemas(sources: readonly SourceSchema[], mergedMode: AuthMode): string {
  const merged = new Map<string, TypeDefinitionNode>();
  for (const source of sources) {
    for (const type of source.definitions) {
      const name = type.name.value;
      const owner = canonicalOwner(sources, name);
      if (owner && owner !== source) continue;
      const there = merged.get(name);
      merged.set(name, there ? together(there, type, sources, source, mergedMode) : type);
    }
  }
  return [...merged.values()].map((type) => print(type)).join('\n\n');
}

/** The source whose definition of a type, or of `Type.field`, counts alone; undefined where none is canonical. */
export function canonicalOwner(sources: readonly SourceSchema[], name: string): SourceSchema | undefined {
  const owners = sources.filter(({ canonical }) => canonical.has(name));
  if (owners.length > 1) throw new MergeConflict(name, 'More than one source API calls it canonical.');
  return owners[0];
}

function together(
  there: TypeDefinitionNode,
  more: TypeDefinitionNode,
  sources: readonly SourceSchema[],
  source: SourceSchema,
  mergedMode: AuthMode,
): TypeDefinitionNode {
  const name = there.name.value;
  if (there.kind !== more.kind)
    throw new MergeConflict(name, 'Merging is not supported for types of different kinds.');
  const directives = union(there.directives, more.directives);
  const description = there.description ?? more.description;
  switch (there.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return there;
    case Kind.UNION_TYPE_DEFINITION:
      return { ...there, directives, description, types: union(there.types, (more as typeof there).types) };
    case Kind.ENUM_TYPE_DEFINITION:
      return {
        ...there,
        directives,
        description,
        values: byName(there.values, (more as typeof there).values, (value) => value),
      };
    default: {
      const choose = (one: Member, other: Member): Member => {
        const owner = canonicalOwner(sources, `${name}.${one.name.value}`);
        if (owner) return owner === source ? other : one;
        return sameField(one as FieldDefinitionNode, other as FieldDefinitionNode, mergedMode);
      };
      const fields = byName<Member>(there.fields, (more as typeof there).fields, choose);
      const interfaces =
        'interfaces' in there
          ? { interfaces: union(there.interfaces, (more as typeof there).interfaces) }
          : {};
      return { ...there, ...interfaces, directives, description, fields } as TypeDefinitionNode;
    }
  }
}

/** One field that two sources have: who may reach it by one of them may reach it. */
function sameField(
  one: FieldDefinitionNode,
  other: FieldDefinitionNode,
  mergedMode: AuthMode,
): FieldDefinitionNode {
  const name = one.name.value;
  if (print(one.type) !== print(other.type))
    throw new MergeConflict(name, 'Merging is not supported for fields with different types.');
  const signature = ({ arguments: given = [] }: FieldDefinitionNode) =>
    given
      .map(({ name: argument, type, defaultValue }) =>
        [argument.value, print(type), defaultValue ? print(defaultValue) : ''].join(' '),
      )
      .sort()
      .join();
  if (signature(one) !== signature(other))
    throw new MergeConflict(name, 'Merging is not supported for fields with different arguments.');
  const [isMarked, areMarked] = [marks(one), marks(other)];
  const implied = isMarked === areMarked ? [] : [directiveOf(mergedMode)];
  return {
    ...one,
    description: one.description ?? other.description,
    directives: union(union(one.directives, implied), other.directives),
  };
}

const markNames: ReadonlySet<string> = new Set(Object.values(directiveOfMode));
const marks = ({ directives = [] }: { directives?: readonly ConstDirectiveNode[] }): boolean =>
  directives.some(({ name }) => markNames.has(name.value));

type Printable = Parameters<typeof print>[0];

function union<T extends Printable>(one: readonly T[] = [], other: readonly T[] = []): T[] {
  const texts = new Set(one.map((each) => print(each)));
  return [...one, ...other.filter((each) => !texts.has(print(each)))];
}

function byName<T extends { readonly name: NameNode }>(
  one: readonly T[] = [],
  other: readonly T[] = [],
  choose: (one: T, other: T) => T,
): T[] {
  const members = new Map(one.map((each) => [each.name.value, each]));
  for (const each of other) {
    const there = members.get(each.name.value);
    members.set(each.name.value, there ? choose(there, each) : each);
  }
  return [...members.values()];
}
