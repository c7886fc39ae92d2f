import {
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { coerceLeaf } from '../schema/coercion.ts';
import { javaName } from '../schema/java-text.ts';
import { locationsOf, type WireError } from '../wire/errors.ts';

export type CoercedVariables =
  | { readonly ok: true; readonly values: Record<string, unknown> }
  | { readonly ok: false; readonly errors: WireError[] };

/** The first thing wrong with the variables of a request; the service says no more than that. */
class VariableFault extends Error {
  /** Absent where the service names no place. */
  readonly definition: VariableDefinitionNode | undefined;

  constructor(message: string, definition?: VariableDefinitionNode) {
    super(message);
    this.definition = definition;
  }
}

/** Coerces the variables of a request as graphql-java does (its `ValuesResolver`), refusing in its words. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): CoercedVariables {
  const values: Record<string, unknown> = {};
  try {
    for (const definition of operation.variableDefinitions ?? []) {
      const name = definition.variable.name.value;
      const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
      if (!type || !isInputType(type)) continue;
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value === undefined && definition.defaultValue) {
        values[name] = valueFromAST(definition.defaultValue, type);
      } else if (value === undefined && isNonNullType(type)) {
        throw nullFor(definition, type);
      } else if (value !== undefined) {
        values[name] = coerce(definition, name, type, value);
      }
    }
  } catch (error) {
    if (!(error instanceof VariableFault)) throw error;
    const { definition, message } = error;
    return {
      ok: false,
      errors: [{ path: null, locations: definition ? locationsOf([definition]) : null, message }],
    };
  }
  return { ok: true, values };
}

/** Names the variable, whichever field in it is null: so the service does. */
const nullFor = (definition: VariableDefinitionNode, type: GraphQLInputType) =>
  new VariableFault(
    `Variable '${definition.variable.name.value}' has coerced Null value for NonNull type '${String(type)}'`,
    definition,
  );

/** @param name - of the variable, or of the field of an input object that holds the value. */
function coerce(
  definition: VariableDefinitionNode,
  name: string,
  type: GraphQLInputType,
  value: unknown,
): unknown {
  if (isNonNullType(type)) {
    const inner = coerce(definition, name, type.ofType, value);
    if (inner === null || inner === undefined) throw nullFor(definition, type);
    return inner;
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => coerce(definition, name, type.ofType, item));
  }
  const invalid = (why: string) =>
    new VariableFault(`Variable '${name}' has an invalid value. ${why}`, definition);
  if (isInputObjectType(type)) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw invalid(
        `Expected type 'Map' but was '${javaName(value)}'. Variables for input objects must be an instance of type 'Map'.`,
      );
    }
    return coerceFields(definition, type, value as Record<string, unknown>);
  }
  try {
    return coerceLeaf(type, value);
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

function coerceFields(
  definition: VariableDefinitionNode,
  type: GraphQLInputObjectType,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const fields = type.getFields();
  if (Object.keys(given).some((name) => !Object.hasOwn(fields, name))) {
    // The space at the end is the service's.
    throw new VariableFault(
      `The variables input contains a field that is not defined for input object type '${type.name}' `,
    );
  }
  const coerced: Record<string, unknown> = {};
  for (const { name, type: fieldType, defaultValue } of Object.values(fields)) {
    if (Object.hasOwn(given, name)) {
      coerced[name] = coerce(definition, name, fieldType, given[name]);
    } else if (defaultValue !== undefined) {
      coerced[name] = defaultValue;
    } else if (isNonNullType(fieldType)) {
      throw nullFor(definition, fieldType);
    }
  }
  return coerced;
}
