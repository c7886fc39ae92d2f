import {
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql';

/**
 * A literal as graphql-java prints it, and so AppSync in its messages.
 *
 * @example
 * printLiteral(parseValue('{ a: ["x", 1] }'));
 * // ObjectValue{objectFields=[ObjectField{name='a', value=ArrayValue{values=[StringValue{value='x'}, IntValue{value=1}]}}]}
 */
export function printLiteral(node: ValueNode): string {
  switch (node.kind) {
    case Kind.STRING:
      return `StringValue{value='${node.value}'}`;
    case Kind.INT:
      return `IntValue{value=${node.value}}`;
    case Kind.FLOAT:
      return `FloatValue{value=${node.value}}`;
    case Kind.BOOLEAN:
      return `BooleanValue{value=${node.value}}`;
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.VARIABLE:
      return `VariableReference{name='${node.name.value}'}`;
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(printLiteral).join(', ')}]}`;
    case Kind.OBJECT: {
      const fields = node.fields.map(
        ({ name, value }) => `ObjectField{name='${name.value}', value=${printLiteral(value)}}`,
      );
      return `ObjectValue{objectFields=[${fields.join(', ')}]}`;
    }
  }
}

/** What is wrong with a literal, and where in it: `.field` and `[index]` from the argument on. */
interface LiteralFault {
  readonly path: string;
  /** The part at fault; absent where graphql-java shows the whole argument, as for faults of an object. */
  readonly value?: ValueNode;
  readonly says: string;
}

/**
 * Says what keeps a literal from being of a type: the first fault, as graphql-java words it.
 *
 * @returns undefined for a literal that fits. Variables in it always do: they are checked by themselves.
 * @example
 * wrongArgument('id', parseValue('true'), GraphQLID);
 * // argument 'id' with value 'BooleanValue{value=true}' is not a valid 'ID'
 */
export function wrongArgument(name: string, value: ValueNode, type: GraphQLInputType): string | undefined {
  const fault = faultIn(value, type, '');
  return (
    fault &&
    `argument '${name}${fault.path}' with value '${printLiteral(fault.value ?? value)}' ${fault.says}`
  );
}

/** Whether a literal fits a type. */
export const isLiteralOf = (value: ValueNode, type: GraphQLInputType): boolean =>
  faultIn(value, type, '') === undefined;

function faultIn(value: ValueNode, type: GraphQLInputType, path: string): LiteralFault | undefined {
  if (value.kind === Kind.VARIABLE) return undefined;
  if (value.kind === Kind.NULL) {
    return isNonNullType(type) ? { path, value, says: 'must not be null' } : undefined;
  }
  if (isNonNullType(type)) return faultIn(value, type.ofType, path);
  if (isListType(type)) {
    if (value.kind !== Kind.LIST) return faultIn(value, type.ofType, path);
    return first(value.values.map((item, index) => () => faultIn(item, type.ofType, `${path}[${index}]`)));
  }
  if (isInputObjectType(type)) return faultInObject(value, type, path);
  if (!isLeafType(type)) return undefined;
  try {
    const parsed: unknown = type.parseLiteral(value, undefined);
    if (parsed !== undefined) return undefined;
  } catch {
    // Falls through: graphql-java of that time says no more either.
  }
  return { path, value, says: `is not a valid '${type.name}'` };
}

function faultInObject(
  value: ValueNode,
  type: GraphQLInputObjectType,
  path: string,
): LiteralFault | undefined {
  if (value.kind !== Kind.OBJECT) return { path, says: 'must be an object type' };
  const fields = type.getFields();
  const missing = missingFields(value, type);
  if (missing.length > 0) return { path, says: `is missing required fields '[${missing.join(', ')}]'` };
  return first(
    value.fields.map(({ name, value: held }) => () => {
      const field = fields[name.value];
      if (!field) return { path, says: `contains a field not in '${type.name}': '${name.value}'` };
      return faultIn(held, field.type, `${path}.${name.value}`);
    }),
  );
}

/** Fields that must be given and are not. One with a default value need not be, whatever graphql-java did once. */
function missingFields(value: ObjectValueNode, type: GraphQLInputObjectType): string[] {
  const given = new Set(value.fields.map(({ name }) => name.value));
  return Object.values(type.getFields()).flatMap((field) =>
    isRequiredInputField(field) && !given.has(field.name) ? [field.name] : [],
  );
}

function first(looks: readonly (() => LiteralFault | undefined)[]): LiteralFault | undefined {
  for (const look of looks) {
    const fault = look();
    if (fault) return fault;
  }
  return undefined;
}
