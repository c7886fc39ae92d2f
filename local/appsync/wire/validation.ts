import {
  type GraphQLError,
  specifiedRules,
  validate,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { locationsOf, type WireError } from './errors.ts';

/** Errors after which validation stops: each is looked up in the document. The service's own limit is not established. */
const mostErrors = 100;
const enough = Symbol('enough');

/** A document whose selections or fragments lead deeper than the rules can follow. The text is not established. */
const tooDeep: WireError = {
  path: null,
  locations: null,
  message: 'Validation error of type ExcessiveDepth: The document is nested too deeply',
};

/**
 * Validates a document with graphql-js and says what it finds as graphql-java does: the service's clients read
 * "Validation error of type FieldUndefined: Field 'x' in type 'Query' is undefined @ 'x'".
 */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  introspection: boolean,
): WireError[] {
  const found: { rule: string; error: GraphQLError }[] = [];
  const report = (rule: string, error: GraphQLError) => {
    found.push({ rule, error });
    if (found.length >= mostErrors) throw enough;
  };
  const rules = specifiedRules.map((rule): ValidationRule => {
    return (context) =>
      rule(
        Object.create(context, {
          reportError: { value: (error: GraphQLError) => report(rule.name, error) },
        }) as typeof context,
      );
  });
  try {
    validate(schema, document, rules);
  } catch (error) {
    if (error instanceof RangeError) return [tooDeep];
    if (error !== enough) throw error;
  }
  const errors = found.map(({ rule, error }) => wireError(document, rule, error));
  if (!introspection) errors.push(...introspectionErrors(document));
  return errors;
}

function wireError(document: DocumentNode, rule: string, error: GraphQLError): WireError {
  const node = error.nodes?.[0];
  const [kind, description] = worded(rule, error.message);
  const at = node && placed.has(kind) ? ` @ '${queryPath(document, node)}'` : '';
  return {
    path: null,
    locations: locationsOf(error.nodes?.slice(0, 1) ?? []),
    message: `Validation error of type ${kind}: ${description}${at}`,
  };
}

/** Kinds whose message ends with the place in the query. */
const placed = new Set([
  'FieldUndefined',
  'MissingFieldArgument',
  'UnknownArgument',
  'SubSelectionRequired',
  'SubSelectionNotAllowed',
  'WrongType',
  'UndefinedVariable',
  'VariableTypeMismatch',
  'UnknownDirective',
  'FieldsConflict',
  'InvalidFragmentType',
]);

type Wording = (message: string) => [kind: string, description: string] | undefined;

function pattern(expression: RegExp, kind: string, say: (...groups: string[]) => string): Wording {
  return (message) => {
    const match = expression.exec(message);
    return match ? [kind, say(...match.slice(1))] : undefined;
  };
}

/** As graphql-java of that time says a type in these messages: a list or a non-null type has no name. */
const nameOf = (type: string) => (/[[!]/.test(type) ? 'null' : type);

/** Per rule of graphql-js. Kinds and texts that no recording shows follow graphql-java's sources of that time. */
const wordings: Record<string, Wording[]> = {
  FieldsOnCorrectTypeRule: [
    pattern(
      /^Cannot query field "(.+?)" on type "(.+?)"/,
      'FieldUndefined',
      (field, type) => `Field '${field}' in type '${type}' is undefined`,
    ),
  ],
  ProvidedRequiredArgumentsRule: [
    pattern(/ argument "(.+?)" of type/, 'MissingFieldArgument', (name) => `Missing field argument ${name}`),
  ],
  KnownArgumentNamesRule: [
    pattern(/^Unknown argument "(.+?)"/, 'UnknownArgument', (name) => `Unknown field argument ${name}`),
  ],
  ScalarLeafsRule: [
    pattern(
      /^Field "(.+?)" of type "(.+?)" must have a selection/,
      'SubSelectionRequired',
      (field, type) => `Sub selection required for type ${nameOf(type!)} of field ${field}`,
    ),
    pattern(
      /^Field "(.+?)" must not have a selection since type "(.+?)"/,
      'SubSelectionNotAllowed',
      (field, type) => `Sub selection not allowed on leaf type ${nameOf(type!)} of field ${field}`,
    ),
  ],
  ValuesOfCorrectTypeRule: [(message) => ['WrongType', message.replace(/\.$/, '')]],
  NoUndefinedVariablesRule: [
    pattern(
      /^Variable "\$(.+?)" is not defined/,
      'UndefinedVariable',
      (name) => `Undefined variable ${name}`,
    ),
  ],
  NoUnusedVariablesRule: [
    pattern(/^Variable "\$(.+?)" is never used/, 'UnusedVariable', (name) => `Unused variable ${name}`),
  ],
  VariablesInAllowedPositionRule: [
    pattern(
      /^Variable ".+?" of type "(.+?)" used in position expecting type "(.+?)"/,
      'VariableTypeMismatch',
      (given, expected) => `Variable type '${given}' doesn't match expected type '${expected}'`,
    ),
  ],
  VariablesAreInputTypesRule: [() => ['NonInputTypeOnVariable', 'Wrong type for a variable']],
  KnownTypeNamesRule: [pattern(/^Unknown type "(.+?)"/, 'UnknownType', (name) => `Unknown type ${name}`)],
  KnownFragmentNamesRule: [
    pattern(/^Unknown fragment "(.+?)"/, 'UndefinedFragment', (name) => `Undefined fragment ${name}`),
  ],
  NoUnusedFragmentsRule: [
    pattern(/^Fragment "(.+?)" is never used/, 'UnusedFragment', (name) => `Unused fragment ${name}`),
  ],
  NoFragmentCyclesRule: [() => ['FragmentCycle', 'Fragment cycles not allowed']],
  KnownDirectivesRule: [
    pattern(/^Unknown directive "@(.+?)"/, 'UnknownDirective', (name) => `Unknown directive ${name}`),
    pattern(
      /^Directive "@(.+?)" may not be used/,
      'MisplacedDirective',
      (name) => `Directive ${name} not allowed here`,
    ),
  ],
  LoneAnonymousOperationRule: [
    () => ['LoneAnonymousOperationViolation', 'Anonymous operation with other operations.'],
  ],
  UniqueOperationNamesRule: [
    pattern(
      /named "(.+?)"/,
      'DuplicateOperationName',
      (name) => `There can be only one operation named '${name}'`,
    ),
  ],
  OverlappingFieldsCanBeMergedRule: [(message) => ['FieldsConflict', message]],
  PossibleFragmentSpreadsRule: [(message) => ['InvalidFragmentType', message.replace(/\.$/, '')]],
  FragmentsOnCompositeTypesRule: [
    () => [
      'InlineFragmentTypeConditionInvalid',
      'Inline fragment type condition is invalid, must be on Object/Interface/Union',
    ],
  ],
};

function worded(rule: string, message: string): [kind: string, description: string] {
  for (const wording of wordings[rule] ?? []) {
    const result = wording(message);
    if (result) return result;
  }
  return [rule.replace(/Rule$/, ''), message];
}

/** Field names from the root down to a node, joined with `/`. */
function queryPath(document: DocumentNode, sought: ASTNode): string {
  const names: string[] = [];
  let path = '';
  visit(document, {
    enter(node) {
      if (node.kind === 'FragmentDefinition') names.push(node.name.value);
      if (node.kind === 'Field') names.push(node.name.value);
      if (node === sought) path = names.join('/');
    },
    leave(node) {
      if (node.kind === 'Field' || node.kind === 'FragmentDefinition') names.pop();
    },
  });
  return path;
}

/** With introspection off, `__schema` and `__type` are fields that do not exist; `__typename` stays. */
function introspectionErrors(document: DocumentNode): WireError[] {
  const errors: WireError[] = [];
  visit(document, {
    Field(node) {
      const name = node.name.value;
      if (name !== '__schema' && name !== '__type') return;
      errors.push({
        path: null,
        locations: locationsOf([node]),
        message: `Validation error of type FieldUndefined: Field '${name}' in type 'Query' is undefined @ '${queryPath(document, node)}'`,
      });
    },
  });
  return errors;
}
