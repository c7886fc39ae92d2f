import {
  getArgumentValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isCompositeType,
  Kind,
  print,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  typeFromAST,
  visit,
  getNamedType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FieldRule } from '../authorization/rules.ts';
import { locationsOf, RequestRefusal, type WireLocation } from '../wire/errors.ts';
import { listSelection } from './selection.ts';
import type { BoundResolver } from './resolve.ts';

/** What planning needs to know of the API. */
export interface PlanningGround {
  readonly schema: GraphQLSchema;
  readonly resolvers: ReadonlyMap<string, BoundResolver>;
  rule(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): FieldRule;
}

/** One operation of a document, planned for one answer to its `@skip` and `@include` conditions. */
export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
}

/** Everything about a field of a document that no request changes; made once, then only read. */
export interface FieldPlan {
  readonly responseKey: string;
  readonly fieldName: string;
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<any, any>;
  /** `Type.field` */
  readonly coordinate: string;
  /** 1 for root fields. */
  readonly depth: number;
  readonly locations: readonly WireLocation[];
  readonly rule: FieldRule;
  readonly resolver: BoundResolver | undefined;
  /** Introspection and `__typename`: resolved by graphql-js's own resolver. */
  readonly meta: boolean;
  argumentsFor(variables: Record<string, unknown>): Record<string, unknown>;
  /** The plans of this field's selection on one concrete type. */
  selection(type: GraphQLObjectType): readonly FieldPlan[];
  /** `ctx.info.selectionSetList` */
  selectionSetList(): string[];
  /** `ctx.info.selectionSetGraphQL` */
  selectionSetGraphQL(): string;
}

interface Planning extends PlanningGround {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Record<string, unknown>;
  /** Fields planned so far. */
  planned: number;
}

/** Fields that an operation may come to: fragments that spread others twice double them at each level. */
const mostFields = 50_000;

/** Names of the variables that decide what an operation selects: they tell its plans apart. */
export function conditionVariables(document: Parameters<typeof visit>[0]): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      for (const { value } of node.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}

/** Plans an operation. `variables` are read for `@skip` and `@include` alone. */
export function planOperation(
  ground: PlanningGround,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Record<string, unknown>,
): OperationPlan {
  const rootType = ground.schema.getRootType(operation.operation)!;
  const planning: Planning = {
    schema: ground.schema,
    resolvers: ground.resolvers,
    rule: (type, field) => ground.rule(type, field),
    fragments,
    variables,
    planned: 0,
  };
  return { operation, rootType, fields: planFields(planning, rootType, [operation.selectionSet], 1) };
}

function planFields(
  planning: Planning,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  depth: number,
): FieldPlan[] {
  const groups = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  for (const selectionSet of selectionSets) collect(planning, type, selectionSet, groups, seen);
  return [...groups].map(([responseKey, nodes]) => planField(planning, type, responseKey, nodes, depth));
}

function collect(
  planning: Planning,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  groups: Map<string, FieldNode[]>,
  seen: Set<string>,
): void {
  for (const selection of selectionSet.selections) {
    if (!included(planning, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = groups.get(key);
      if (nodes) nodes.push(selection);
      else groups.set(key, [selection]);
      continue;
    }
    let fragment;
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (seen.has(selection.name.value)) continue;
      seen.add(selection.name.value);
      fragment = planning.fragments.get(selection.name.value);
      if (!fragment) continue;
    } else fragment = selection;
    if (fragment.typeCondition && !applies(planning.schema, fragment.typeCondition.name.value, type))
      continue;
    collect(planning, type, fragment.selectionSet, groups, seen);
  }
}

function included(planning: Planning, node: Parameters<typeof getDirectiveValues>[1]): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, planning.variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, planning.variables)?.if !== false;
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  const conditional = schema.getType(condition);
  if (conditional === type) return true;
  return isAbstractType(conditional) && schema.isSubType(conditional, type);
}

function planField(
  planning: Planning,
  parentType: GraphQLObjectType,
  responseKey: string,
  nodes: readonly FieldNode[],
  depth: number,
): FieldPlan {
  // The text is not established.
  if (++planning.planned > mostFields)
    throw new RequestRefusal(
      400,
      'BadRequestException',
      `The operation selects more than ${mostFields} fields.`,
    );
  const node = nodes[0]!;
  const fieldName = node.name.value;
  const field = fieldOf(planning.schema, parentType, fieldName);
  const coordinate = `${parentType.name}.${fieldName}`;
  const takesVariables = (node.arguments ?? []).some((argument) => mentionsVariable(argument));
  let constant: Record<string, unknown> | undefined;
  const selections = new Map<GraphQLObjectType, readonly FieldPlan[]>();
  const selectionSets = nodes.flatMap((each) => (each.selectionSet ? [each.selectionSet] : []));
  let list: string[] | undefined;
  let graphQL: string | undefined;
  return {
    responseKey,
    fieldName,
    parentType,
    field,
    coordinate,
    depth,
    locations: locationsOf(nodes),
    rule: planning.rule(parentType, field),
    resolver: planning.resolvers.get(coordinate),
    meta: field.resolve !== undefined,
    argumentsFor(variables) {
      if (takesVariables) return getArgumentValues(field, node, variables);
      constant ??= getArgumentValues(field, node);
      // Handlers may write to what they are given.
      return flat(constant) ? { ...constant } : structuredClone(constant);
    },
    selection(type) {
      let plans = selections.get(type);
      if (!plans) selections.set(type, (plans = planFields(planning, type, selectionSets, depth + 1)));
      return plans;
    },
    selectionSetList: () =>
      (list ??= listSelection(selectionSets, getNamedType(field.type), {
        fragments: planning.fragments,
        included: (selection) => included(planning, selection),
        typeNamed: (name) => namedComposite(planning.schema, name),
      })),
    selectionSetGraphQL: () => (graphQL ??= selectionSets.map((set) => print(set)).join('\n')),
  };
}

function flat(values: Record<string, unknown>): boolean {
  return Object.values(values).every((value) => typeof value !== 'object' || value === null);
}

function namedComposite(schema: GraphQLSchema, name: string): GraphQLNamedType | undefined {
  const type = typeFromAST(schema, { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } });
  return isCompositeType(type) ? type : undefined;
}

function fieldOf(schema: GraphQLSchema, type: GraphQLObjectType, name: string): GraphQLField<any, any> {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return type.getFields()[name]!;
}

function mentionsVariable(node: Parameters<typeof visit>[0]): boolean {
  let found = false;
  visit(node, {
    Variable() {
      found = true;
    },
  });
  return found;
}
