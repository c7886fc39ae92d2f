import { list, scalar, text, textual, tuple, type Call } from './arguments.ts';
import { cidrBlocks } from './cidr.ts';
import { TemplateError, type Place } from './place.ts';
import { substitute } from './substitute.ts';

type IntrinsicFunction = (argument: unknown, call: Call) => unknown;

/** Refused with a word on why, rather than as unknown. */
const refused = (name: string, why: string): [string, IntrinsicFunction] => [
  name,
  (_, { place }) => {
    throw new TemplateError(place, `${name} is not supported: ${why}`);
  },
];

/**
 * The intrinsic functions of CloudFormation, by name. Shapes are those of the CloudFormation User Guide, "Intrinsic
 * function reference"; that of Fn::GetStackOutput is what aws-cdk-lib 2.276 writes.
 */
export const functions: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (name, { scope, place }) => scope.ref(text(name, 'Ref', place), place),

  'Fn::GetAtt'(argument, { scope, place, resolve }) {
    const [logicalId, attribute] = attributeReference(argument, place);
    return scope.getAtt(logicalId, text(resolve(attribute), 'Fn::GetAtt', place), place);
  },

  'Fn::Sub'(argument, call) {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(
      text(template, 'Fn::Sub', call.place),
      (variables ?? {}) as Record<string, unknown>,
      call,
    );
  },

  'Fn::Join'(argument, { place, resolve }) {
    const [delimiter, values] = tuple(argument, 2, 'Fn::Join', place);
    return list(resolve(values), 'Fn::Join', place)
      .map((value) => scalar(value, 'Fn::Join', place))
      .join(text(resolve(delimiter), 'Fn::Join', place));
  },

  'Fn::Select'(argument, { place, resolve }) {
    const [index, values] = tuple(argument, 2, 'Fn::Select', place);
    const choices = list(resolve(values), 'Fn::Select', place);
    const position = Number(resolve(index));
    if (!Number.isInteger(position) || position < 0 || position >= choices.length) {
      throw new TemplateError(
        place,
        `Fn::Select: no element ${String(resolve(index))} in a list of ${choices.length}`,
      );
    }
    return choices[position];
  },

  'Fn::Split'(argument, { place, resolve }) {
    const [delimiter, source] = tuple(argument, 2, 'Fn::Split', place);
    return scalar(resolve(source), 'Fn::Split', place).split(text(resolve(delimiter), 'Fn::Split', place));
  },

  'Fn::If'(argument, { scope, place, resolve }) {
    const [condition, then, otherwise] = tuple(argument, 3, 'Fn::If', place);
    return resolve(scope.condition(text(condition, 'Fn::If', place), place) ? then : otherwise);
  },

  'Fn::Equals'(argument, { place, resolve }) {
    const [left, right] = tuple(argument, 2, 'Fn::Equals', place).map(resolve);
    // CloudFormation compares as text: the parameter "1" equals the literal 1.
    return JSON.stringify(textual(left)) === JSON.stringify(textual(right));
  },

  'Fn::And': (argument, call) => operands(argument, 'Fn::And', call).every(Boolean),
  'Fn::Or': (argument, call) => operands(argument, 'Fn::Or', call).some(Boolean),
  'Fn::Not': (argument, call) => !operands(argument, 'Fn::Not', call)[0],

  'Fn::FindInMap'(argument, { scope, place, resolve }) {
    const [map, top, second, fallback] = list(argument, 'Fn::FindInMap', place);
    const key = (value: unknown) => scalar(resolve(value), 'Fn::FindInMap', place);
    const found = scope.mapping(key(map), key(top), key(second), place);
    if (found !== undefined) return found;
    if (typeof fallback === 'object' && fallback !== null && 'DefaultValue' in fallback) {
      return resolve(fallback.DefaultValue);
    }
    throw new TemplateError(place, `Fn::FindInMap: mapping ${key(map)} has no ${key(top)}.${key(second)}`);
  },

  'Fn::ImportValue': (argument, { scope, place, resolve }) =>
    scope.importValue(text(resolve(argument), 'Fn::ImportValue', place), place),

  // `Region` and `RoleArn` may stand beside these two; the local cloud is one account in one region.
  'Fn::GetStackOutput'(argument, { scope, place, resolve }) {
    const { StackName, OutputName } = (resolve(argument) ?? {}) as Record<string, unknown>;
    return scope.stackOutput(
      text(StackName, 'Fn::GetStackOutput', place),
      text(OutputName, 'Fn::GetStackOutput', place),
      place,
    );
  },

  'Fn::Base64': (argument, { place, resolve }) =>
    Buffer.from(scalar(resolve(argument), 'Fn::Base64', place), 'utf8').toString('base64'),

  'Fn::Cidr'(argument, { place, resolve }) {
    const [block, count, bits] = list(argument, 'Fn::Cidr', place).map(resolve);
    try {
      return cidrBlocks(
        scalar(block, 'Fn::Cidr', place),
        Number(count),
        bits === undefined ? undefined : Number(bits),
      );
    } catch (error) {
      throw new TemplateError(place, `Fn::Cidr: ${(error as Error).message}`);
    }
  },

  // A laptop has no zones: three are as many as every region offers a template.
  'Fn::GetAZs': (argument, { scope, resolve }) =>
    ['a', 'b', 'c'].map((zone) => `${String(resolve(argument) || scope.region)}${zone}`),

  'Fn::Length': (argument, { place, resolve }) => list(resolve(argument), 'Fn::Length', place).length,

  'Fn::ToJsonString': (argument, { resolve }) => JSON.stringify(resolve(argument)),

  ...Object.fromEntries([
    refused('Fn::Transform', 'macros run in the service; expand the template first'),
    refused('Fn::ForEach', 'expand the loop first'),
  ]),
};

/** Logical id and attribute of either form of Fn::GetAtt. */
export function attributeReference(argument: unknown, place: Place): [logicalId: string, attribute: unknown] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot > 0) return [argument.slice(0, dot), argument.slice(dot + 1)];
  } else if (Array.isArray(argument) && argument.length >= 2 && typeof argument[0] === 'string') {
    return [argument[0], argument.length === 2 ? argument[1] : argument.slice(1).join('.')];
  }
  throw new TemplateError(place, 'Fn::GetAtt takes "LogicalId.Attribute" or ["LogicalId", "Attribute"]');
}

/** An operand of a condition function: another function, or `{ Condition: name }`. */
export function conditionValue(operand: unknown, name: string, { scope, place, resolve }: Call): boolean {
  if (typeof operand === 'object' && operand !== null && 'Condition' in operand) {
    return scope.condition(text(operand.Condition, 'Condition', place), place);
  }
  const value = resolve(operand);
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new TemplateError(place, `${name} takes conditions, not ${JSON.stringify(value)}`);
}

function operands(argument: unknown, name: string, call: Call): boolean[] {
  return list(argument, name, call.place).map((operand) => conditionValue(operand, name, call));
}
