/** Kinds that concern the document as a whole: their message does not end with a place in the query. */
export const unplaced = new Set(['UnusedFragment', 'DuplicateFragmentName', 'DuplicateOperationName']);

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
    pattern(
      /^Directive .* argument "(.+?)" of type/,
      'MissingDirectiveArgument',
      (name) => `Missing directive argument ${name}`,
    ),
    pattern(/ argument "(.+?)" of type/, 'MissingFieldArgument', (name) => `Missing field argument ${name}`),
  ],
  KnownArgumentNamesRule: [
    pattern(
      /^Unknown argument "(.+?)" on directive/,
      'UnknownDirective',
      (name) => `Unknown directive argument ${name}`,
    ),
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
  ArgumentsOfCorrectType: [(message) => ['WrongType', message]],
  VariableDefaultValuesOfCorrectType: [(message) => ['BadValueForDefaultArg', message]],
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
  OverlappingFieldsCanBeMergedRule: [
    pattern(
      /^Fields "(.+?)" conflict because (.+)\. Use different aliases/,
      'FieldsConflict',
      (name, reason) => `${name}: ${conflict(reason!)}`,
    ),
  ],
  PossibleFragmentSpreadsRule: [
    (message) => ['InvalidFragmentType', message.replace(/\.$/, '').replaceAll('"', '')],
  ],
  FragmentsOnCompositeTypesRule: [
    (message) => [
      'InlineFragmentTypeConditionInvalid',
      `${message.startsWith('Fragment "') ? 'Fragment' : 'Inline fragment'} type condition is invalid, must be on Object/Interface/Union`,
    ],
  ],
};

/** The reason of a conflict: graphql-java puts those of sub-selections in parentheses. */
function conflict(reason: string): string {
  const below = /^subfields "(.+?)" conflict because (.+)$/s.exec(reason);
  if (below) return `(${below[1]}: ${conflict(below[2]!)})`;
  const [first = '', ...others] = reason.split(/ and subfields "(.+?)" conflict because /s);
  const said = first
    .replace(/^"(.+)" and "(.+)" are different fields$/, '$1 and $2 are different fields')
    .replace(/^they return conflicting types "(.+)" and "(.+)"$/, 'they return differing types $1 and $2');
  return others.length > 0 ? `${said}, ${others[0]}: ${conflict(others.slice(1).join(' and '))}` : said;
}

/** Kind and text of what a rule found. */
export function worded(rule: string, message: string): [kind: string, description: string] {
  for (const wording of wordings[rule] ?? []) {
    const result = wording(message);
    if (result) return result;
  }
  return [rule.replace(/Rule$/, ''), message];
}
