import {
  Kind,
  parse,
  valueFromASTUntyped,
  visit,
  type DefinitionNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type NameNode,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import type { AuthMode } from '../authorization/rules.ts';
import { directiveOfMode } from '../authorization/rules.ts';

/** A source API's schema as it goes into the merged one: what is hidden left out, what is renamed under its new name. */
export interface SourceSchema {
  readonly definitions: readonly TypeDefinitionNode[];
  /** Names of types, and `Type.field`, that count before those of other sources. */
  readonly canonical: ReadonlySet<string>;
  /** Where a field of the source is in the merged API; undefined where it is hidden. */
  place(type: string, field: string): { readonly type: string; readonly field: string } | undefined;
}

export interface SourceModes {
  readonly source: AuthMode;
  readonly merged: AuthMode;
  /** The source has no other mode, so that its `@aws_auth` counts. */
  readonly sole: boolean;
}

const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/**
 * Prepares the schema of a source API for its merge (Developer Guide, "Merging APIs in AWS AppSync"): `@hidden` removes,
 * together with the fields whose type is hidden; `@renamed` renames, references included. Where the source's own mode is
 * not that of the merged API, its fields are marked with it.
 */
export function readSourceSchema(sdl: string, modes: SourceModes): SourceSchema {
  const written = asDefinitions(parse(sdl, { noLocation: true }));
  const rootNames = namedRoots(written);
  // A merged API has one of each root type: those of other names come under the usual ones.
  const document = withNewNames(written, rootNames);
  const hiddenTypes = new Set(typesOf(document).filter(isHidden).map(nameOf));
  const visible = withoutHidden(document, hiddenTypes);
  const types = new Map<string, string>();
  const fields = new Map<string, string>();
  const canonical = new Set<string>();
  for (const type of typesOf(visible)) {
    const name = renamedOf(type) ?? nameOf(type);
    types.set(nameOf(type), name);
    if (has(type, 'canonical')) canonical.add(name);
    for (const field of membersOf(type)) {
      const own = renamedOf(field) ?? field.name.value;
      fields.set(`${nameOf(type)}.${field.name.value}`, own);
      if (has(field, 'canonical')) canonical.add(`${name}.${own}`);
    }
  }
  const renamed = withNewNames(visible, types, {
    members: true,
    mutation: (name) => fields.get(`Mutation.${name}`) ?? name,
  });
  return {
    definitions: typesOf(renamed).map((type) => marked(type, modes)),
    canonical,
    place(typeName, field) {
      const type = rootNames.get(typeName) ?? typeName;
      const [newType, newField] = [types.get(type), fields.get(`${type}.${field}`)];
      return newType === undefined || newField === undefined ? undefined : { type: newType, field: newField };
    },
  };
}

type Annotated = { readonly name: NameNode; readonly directives?: readonly ConstDirectiveNode[] };

const nameOf = ({ name }: { name: NameNode }): string => name.value;
const has = ({ directives = [] }: Annotated, name: string): boolean =>
  directives.some((each) => each.name.value === name);
const isHidden = (node: Annotated): boolean => has(node, 'hidden');

function renamedOf({ directives = [] }: Annotated): string | undefined {
  const argument = directives.find(({ name }) => name.value === 'renamed')?.arguments?.[0];
  return argument && String(valueFromASTUntyped(argument.value));
}

function membersOf(type: TypeDefinitionNode): readonly Annotated[] {
  if ('fields' in type) return type.fields ?? [];
  return 'values' in type ? (type.values ?? []) : [];
}

const isType = (node: DefinitionNode): node is TypeDefinitionNode => node.kind.endsWith('TypeDefinition');
const typesOf = ({ definitions }: DocumentNode): TypeDefinitionNode[] => definitions.filter(isType);

/** `extend type` adds to a type like another source's share of it. */
const asDefinitions = (document: DocumentNode): DocumentNode =>
  visit(document, {
    enter: (node) =>
      node.kind.endsWith('TypeExtension')
        ? { ...node, kind: node.kind.replace('Extension', 'Definition') as typeof node.kind }
        : undefined,
  });

/** Root types that a schema definition gives names of its own, and their usual names. */
function namedRoots(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const each of document.definitions) {
    if (each.kind !== Kind.SCHEMA_DEFINITION && each.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { operation, type } of each.operationTypes ?? []) names.set(nameOf(type), roots[operation]);
  }
  return names;
}

function withoutHidden(document: DocumentNode, hiddenTypes: ReadonlySet<string>): DocumentNode {
  return visit(document, {
    enter(node) {
      if ('name' in node && 'directives' in node && node.name && isHidden(node as Annotated)) return null;
      if ('type' in node && 'name' in node && hiddenTypes.has(innermost(node.type as TypeNode))) return null;
      return undefined;
    },
    leave: (node) =>
      'fields' in node && isType(node as DefinitionNode) && node.fields?.length === 0 ? null : undefined,
  });
}

function innermost(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? nameOf(type) : innermost(type.type);
}

interface NewNames {
  /** Whether `@renamed` is followed. */
  readonly members?: boolean;
  mutation(name: string): string;
}

function withNewNames(
  document: DocumentNode,
  types: ReadonlyMap<string, string>,
  { members = false, mutation }: NewNames = { mutation: (name) => name },
): DocumentNode {
  const as = <T>(node: T, value: string | undefined): T =>
    value === undefined ? node : { ...node, name: { kind: Kind.NAME, value } };
  return visit(document, {
    NamedType: (node) => as(node, types.get(nameOf(node))),
    Directive: (node) =>
      nameOf(node) === 'aws_subscribe'
        ? visit(node, { StringValue: (value) => ({ ...value, value: mutation(value.value) }) })
        : undefined,
    leave(node) {
      if (isType(node as DefinitionNode)) return as(node, types.get(nameOf(node as TypeDefinitionNode)));
      if (!members || !('name' in node) || !('directives' in node)) return undefined;
      return as(node, renamedOf(node as Annotated));
    },
  });
}

/** Moves who may reach a type down to its fields: another source may add fields for others. */
function marked(type: TypeDefinitionNode, { source, merged, sole }: SourceModes): TypeDefinitionNode {
  if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION)
    return bare(type);
  const isMark = ({ name }: ConstDirectiveNode) => markNames.has(name.value);
  const ofType = (type.directives ?? []).filter(isMark);
  const byDefault = source === merged ? [] : [directiveOf(source)];
  const fields = (type.fields ?? []).map((field): FieldDefinitionNode => {
    const own = (field.directives ?? []).map((each) => (sole ? withoutAuth(each) : each));
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION || own.some(isMark))
      return bare({ ...field, directives: own });
    return bare({ ...field, directives: [...own, ...(ofType.length > 0 ? ofType : byDefault)] });
  });
  const directives = (type.directives ?? []).filter((each) => !isMark(each));
  return bare({ ...type, directives, fields } as ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode);
}

const markNames: ReadonlySet<string> = new Set(Object.values(directiveOfMode));

export const directiveOf = (mode: AuthMode): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: directiveOfMode[mode] },
});

/** `@aws_auth` counts where Cognito is the sole mode; beside others the same is said by `@aws_cognito_user_pools`. */
function withoutAuth(directive: ConstDirectiveNode): ConstDirectiveNode {
  if (nameOf(directive) !== 'aws_auth') return directive;
  return { ...directive, name: { kind: Kind.NAME, value: directiveOfMode.AMAZON_COGNITO_USER_POOLS } };
}

const ofMerges = new Set(['canonical', 'hidden', 'renamed']);

/** Without what was said to the merge alone. */
function bare<T extends object>(node: T): T {
  return visit(node as never, {
    Directive: (directive) => (ofMerges.has(nameOf(directive)) ? null : undefined),
  }) as T;
}
