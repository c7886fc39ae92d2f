import {
  GraphQLError,
  isInputType,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  typeFromAST,
  validate,
  ValuesOfCorrectTypeRule,
  VariablesInAllowedPositionRule,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { locationsOf, type WireError } from './errors.ts';
import { isLiteralOf, printLiteral, wrongArgument } from './literals.ts';
import { unplaced, worded } from './wordings.ts';

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
  const rules = knownRules.map((rule): ValidationRule => {
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

/** Checks literals as graphql-java does, in its words: an argument of a wrong type is one error. */
const ArgumentsOfCorrectType: ValidationRule = (context) => ({
  Argument(node) {
    const argument = context.getArgument();
    const fault = argument && wrongArgument(argument.name, node.value, argument.type);
    if (fault) context.reportError(new GraphQLError(fault, { nodes: node }));
  },
});

const VariableDefaultValuesOfCorrectType: ValidationRule = (context) => ({
  VariableDefinition(node) {
    const type = typeFromAST(context.getSchema(), node.type as never);
    if (!node.defaultValue || !isInputType(type) || isLiteralOf(node.defaultValue, type)) return;
    const fault = `Bad default value ${printLiteral(node.defaultValue)} for type ${String(type)}`;
    context.reportError(new GraphQLError(fault, { nodes: node }));
  },
});

const knownRules = [
  // Literals are checked below; several subscriptions in one document are refused where it is started.
  ...specifiedRules.filter(
    (rule) => rule !== ValuesOfCorrectTypeRule && rule !== SingleFieldSubscriptionsRule,
  ),
  ArgumentsOfCorrectType,
  VariableDefaultValuesOfCorrectType,
];

function wireError(document: DocumentNode, rule: string, error: GraphQLError): WireError {
  // A variable of the wrong type is at fault where it is used; graphql-js names its definition first.
  const node = error.nodes?.at(rule === VariablesInAllowedPositionRule.name ? -1 : 0);
  const [kind, description] = worded(rule, error.message);
  const place = node && !unplaced.has(kind) ? queryPath(document, node) : '';
  return {
    path: null,
    locations: locationsOf(node ? [node] : []),
    message: `Validation error of type ${kind}: ${description}${place && ` @ '${place}'`}`,
  };
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
