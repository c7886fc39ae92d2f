import { cidrTest } from './cidr.ts';
import { numericTest } from './numeric.ts';
import { isObject, refuse, type Place } from './refusal.ts';
import { wildcardTest } from './wildcard.ts';

export type Test = (value: unknown) => boolean;

/** What one member of a field's array asks: something of one of its values, or that there is none. */
export interface ValueRule {
  readonly test?: Test;
  readonly absent?: true;
}

type TextTest = (value: string) => boolean;

/** Compiles one member of a field's array. @throws EventPatternError */
export function compileRule(rule: unknown, place: Place): ValueRule {
  if (Array.isArray(rule)) return refuse('Match value must be String, number, true, false, or null', place);
  if (!isObject(rule)) return { test: (value) => value === rule };
  const [[operator, operand] = [undefined, undefined], ...more] = Object.entries(rule);
  if (operator === undefined) return refuse('Match expression name not found', place);
  if (more.length > 0) return refuse('Only one key allowed in match expression', place);
  if (operator === 'exists') {
    if (typeof operand !== 'boolean')
      return refuse('exists match pattern must be either true or false.', place);
    return operand ? { test: () => true } : { absent: true };
  }
  return { test: compileTest(operator, operand, place) };
}

function compileTest(operator: string, operand: unknown, place: Place): Test {
  const text = (): string =>
    typeof operand === 'string' ? operand : refuse(`${operator} match pattern must be a string`, place);
  switch (operator) {
    case 'exactly':
      if (typeof operand !== 'string') return refuse('exact match pattern must be a string', place);
      return (value) => value === operand;
    case 'prefix':
    case 'suffix':
      return isObject(operand)
        ? endIgnoringCase(operator, operand, place)
        : onText(endTest(operator, text()));
    case 'equals-ignore-case':
      return onText(sameIgnoringCase(text()));
    case 'wildcard':
      return onText(wildcardTest(text(), place));
    case 'cidr':
      // The service names the wrong operator here.
      if (typeof operand !== 'string') return refuse('prefix match pattern must be a string', place);
      return onText(cidrTest(operand, place));
    case 'numeric':
      return numericTest(operand, place);
    case 'anything-but': {
      const excluded = compileAnythingBut(operand, place);
      return (value) => !excluded(value);
    }
  }
  return refuse(`Unrecognized match type ${operator}`, place);
}

const endTest = (operator: 'prefix' | 'suffix', text: string): TextTest =>
  operator === 'prefix' ? (value) => value.startsWith(text) : (value) => value.endsWith(text);

const sameIgnoringCase = (text: string): TextTest => {
  const lower = text.toLowerCase();
  return (value) => value.toLowerCase() === lower;
};

function endIgnoringCase(
  operator: 'prefix' | 'suffix',
  operand: Record<string, unknown>,
  place: Place,
): Test {
  const [[inner, text] = [undefined, undefined], ...more] = Object.entries(operand);
  const name = operator === 'prefix' ? 'Prefix' : 'Suffix';
  if (inner === undefined) return refuse(`${name} expression name not found`, place);
  if (inner !== 'equals-ignore-case') return refuse(`Unsupported ${operator} pattern: ${inner}`, place);
  if (typeof text !== 'string') return refuse('equals-ignore-case match pattern must be a string', place);
  if (more.length > 0) return refuse('Only one key allowed in match expression', place);
  const test = endTest(operator, text.toLowerCase());
  return onText((value) => test(value.toLowerCase()));
}

const onText =
  (test: TextTest): Test =>
  (value) =>
    typeof value === 'string' && test(value);

const notOfAnythingBut = 'Value of anything-but must be an array or single string/number value.';

/** The values that `anything-but` excludes, or those that its inner operator fits. */
function compileAnythingBut(operand: unknown, place: Place): Test {
  if (isObject(operand)) return compileInnerAnythingBut(operand, place);
  if (!Array.isArray(operand)) {
    if (typeof operand !== 'string' && typeof operand !== 'number') return refuse(notOfAnythingBut, place);
    return (value) => value === operand;
  }
  const kinds = new Set(operand.map((value) => typeof value));
  if ([...kinds].some((kind) => kind !== 'string' && kind !== 'number')) {
    return refuse('Inside anything but list, start|null|boolean is not supported.', place);
  }
  if (kinds.size !== 1) {
    return refuse(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
      place,
    );
  }
  return (value) => operand.includes(value);
}

function compileInnerAnythingBut(operand: Record<string, unknown>, place: Place): Test {
  const [[operator, values] = [undefined, undefined], ...more] = Object.entries(operand);
  if (operator === undefined) return refuse('Anything-But expression name not found', place);
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator)) {
    return refuse(`Unsupported anything-but pattern: ${operator}`, place);
  }
  if (!Array.isArray(values) && typeof values !== 'string' && typeof values !== 'number') {
    return refuse(notOfAnythingBut, place);
  }
  if (more.length > 0) return refuse('Too many elements in numeric expression', place);
  const tests = [values].flat().map((text) => {
    if (typeof text !== 'string') return refuse(innerNeedsText[operator] ?? innerNeedsText['prefix']!, place);
    if ((operator === 'prefix' || operator === 'suffix') && text === '') {
      return refuse('Null prefix/suffix not allowed', place);
    }
    return compileTest(operator, text, place);
  });
  return (value) => tests.some((test) => test(value));
}

const innerNeedsText: Readonly<Record<string, string>> = {
  'equals-ignore-case':
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  wildcard: 'wildcard match pattern must be a string',
  prefix: 'prefix/suffix match pattern must be a string',
};
