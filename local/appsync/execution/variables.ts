import {
  coerceInputValue,
  isInputType,
  isNonNullType,
  print,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { locationsOf, type WireError } from '../wire/errors.ts';

export type CoercedVariables =
  | { readonly ok: true; readonly values: Record<string, unknown> }
  | { readonly ok: false; readonly errors: WireError[] };

/** Coerces the variables of a request, refusing in the words of graphql-java. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): CoercedVariables {
  const values: Record<string, unknown> = {};
  const errors: WireError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
    if (!type || !isInputType(type)) continue;
    const refuse = (message: string) =>
      errors.push({ path: null, locations: locationsOf([definition]), message });
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && definition.defaultValue) {
      values[name] = valueFromAST(definition.defaultValue, type);
    } else if ((value === undefined || value === null) && isNonNullType(type)) {
      refuse(`Variable '${name}' has coerced Null value for NonNull type '${print(definition.type)}'`);
    } else if (value !== undefined) {
      values[name] = coerceInputValue(value, type, (path, _invalid, error) => {
        const missing = /^Field "(.+)" of required type "(.+)" was not provided\.$/.exec(error.message);
        const at = [name, ...path].join('.');
        refuse(
          missing
            ? `Variable '${missing[1]}' has coerced Null value for NonNull type '${missing[2]}'`
            : /^Expected non-nullable type "(.+)" not to be null\.$/.test(error.message)
              ? `Variable '${path.at(-1) ?? name}' has coerced Null value for NonNull type '${/"(.+)"/.exec(error.message)![1]}'`
              : `Variable '${path.length ? at : name}' has an invalid value. ${error.originalError?.message ?? error.message}`,
        );
      });
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, values };
}
