import { isEnumType, isScalarType, isSpecifiedScalarType, type GraphQLLeafType } from 'graphql';
import { javaName, javaText } from './java-text.ts';

/** Says why a value is not of a type, after "Can't serialize value (/path) : " or "has an invalid value. ". */
export class CoercionFault extends Error {}

const fault = (type: string, value: unknown) =>
  new CoercionFault(`Expected type '${type}' but was '${javaName(value)}'.`);

const numeric = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const largestInt = 0x7fffffff;

/** A number, or text that is one: graphql-java of the service's time takes both. */
const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && numeric.test(value) ? Number(value) : NaN;

/**
 * How graphql-java of the service's time turns values into those of the built-in scalars, variables and results alike:
 * more generous than graphql-js, as in its `Scalars` of version 9. The messages are captured from the service.
 */
const scalars: Record<string, (value: unknown) => unknown> = {
  Int(value) {
    const number = numberOf(value);
    if (!Number.isInteger(number) || number > largestInt || number < -largestInt - 1)
      throw fault('Int', value);
    return number;
  },
  Float(value) {
    const number = numberOf(value);
    if (Number.isNaN(number)) throw fault('Float', value);
    return number;
  },
  String: javaText,
  Boolean(value) {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') return value.toLowerCase() === 'true';
    if (typeof value === 'number') return value !== 0;
    throw fault('Boolean', value);
  },
  ID(value) {
    if (typeof value === 'string') return value;
    if (Number.isInteger(value)) return String(value);
    throw fault('ID', value);
  },
};

/**
 * Reads the value of a variable as one of a scalar or an enum.
 * @throws CoercionFault for a value of another type; whatever an AppSync scalar throws.
 */
export function coerceLeaf(type: GraphQLLeafType, value: unknown): unknown {
  if (isEnumType(type)) {
    if (typeof value === 'string' && type.getValue(value)) return value;
    throw new CoercionFault(
      `Invalid input for Enum '${type.name}'. No value found for name '${javaText(value)}'`,
    );
  }
  return isSpecifiedScalarType(type) ? scalars[type.name]!(value) : type.parseValue(value);
}

/**
 * Writes a result as a value of a scalar or an enum.
 * @throws CoercionFault for a value that cannot be written; whatever an AppSync scalar throws.
 */
export function serializeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  // What graphql-js can write the service writes too, except true and false as numbers.
  if (typeof value === 'boolean' && (type.name === 'Int' || type.name === 'Float'))
    throw fault(type.name, value);
  try {
    return type.serialize(value);
  } catch (error) {
    if (isScalarType(type)) {
      if (!isSpecifiedScalarType(type)) throw error;
      return scalars[type.name]!(value);
    }
    throw new CoercionFault(`Invalid input for Enum '${type.name}'. Unknown value '${javaText(value)}'`);
  }
}
