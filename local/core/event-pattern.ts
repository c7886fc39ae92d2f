import { BlockList, isIP } from 'node:net';

/**
 * A compiled event pattern, as EventBridge rules and Lambda's event filters have them.
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns"; aws/event-ruler.
 */
export type EventPattern = (event: unknown) => boolean;

type Test = (value: unknown) => boolean;

/**
 * Compiles a pattern.
 *
 * @throws Error naming the path of what is not a pattern.
 * @example
 * const isNewOrder = compileEventPattern({ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'ORDER' }] } } } });
 */
export function compileEventPattern(pattern: unknown, path = ''): EventPattern {
  if (!isObject(pattern)) throw new Error(`Event pattern${at(path)} must be an object`);
  const tests = Object.entries(pattern).map(([name, part]): EventPattern => {
    const inner = path ? `${path}.${name}` : name;
    if (name === '$or' && Array.isArray(part) && part.every(isObject)) {
      const alternatives = part.map((one) => compileEventPattern(one, inner));
      return (event) => alternatives.some((matches) => matches(event));
    }
    if (!Array.isArray(part)) {
      const below = compileEventPattern(part, inner);
      // An array of objects matches when one of them does.
      return (event) => membersOf(event, name).some(below);
    }
    if (part.length === 0) throw new Error(`Event pattern${at(inner)} must not be an empty array`);
    const alternatives = part.map((rule) => compileRule(rule, inner));
    return (event) => alternatives.some((matches) => matches(leavesOf(event, name)));
  });
  return (event) => tests.every((matches) => matches(event));
}

/** A rule sees every value of a field: none when it is absent, several when it is an array. */
type Rule = (values: unknown[]) => boolean;

function compileRule(rule: unknown, path: string): Rule {
  if (!isObject(rule)) return any((value) => value === rule);
  const [operator, operand] = Object.entries(rule)[0] ?? [];
  if (Object.keys(rule).length !== 1) throw new Error(`Event pattern${at(path)} must name one operator`);
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean') break;
      return (values) => values.length > 0 === operand;
    case 'anything-but': {
      const excluded = anythingBut(operand, path);
      return any((value) => !excluded(value));
    }
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard':
    case 'cidr':
      return any(textTest(operator, operand, path));
    case 'numeric':
      return any(numericTest(operand, path));
  }
  throw new Error(`Event pattern${at(path)} has an unknown or malformed operator: ${JSON.stringify(rule)}`);
}

const any =
  (test: Test): Rule =>
  (values) =>
    values.some(test);

function anythingBut(operand: unknown, path: string): Test {
  if (isObject(operand)) {
    const [operator = '', values] = Object.entries(operand)[0] ?? [];
    const tests = [values].flat().map((value) => textTest(operator, value, path));
    return (value) => tests.some((test) => test(value));
  }
  const values = [operand].flat();
  return (value) => values.includes(value as never);
}

function textTest(operator: string, operand: unknown, path: string): Test {
  const ignoring = isObject(operand) ? operand['equals-ignore-case'] : undefined;
  const ignoreCase = typeof ignoring === 'string' && (operator === 'prefix' || operator === 'suffix');
  const text = ignoreCase ? ignoring.toLowerCase() : operand;
  if (typeof text !== 'string') throw new Error(`Event pattern${at(path)}: ${operator} needs a string`);
  const on = (test: (value: string) => boolean): Test => {
    return (value) => typeof value === 'string' && test(ignoreCase ? value.toLowerCase() : value);
  };
  switch (operator) {
    case 'prefix':
      return on((value) => value.startsWith(text));
    case 'suffix':
      return on((value) => value.endsWith(text));
    case 'equals-ignore-case':
      return on((value) => value.toLowerCase() === text.toLowerCase());
    case 'wildcard': {
      const literal = text.split(/(\\\*|\\\\|\*)/).map((part) => {
        if (part === '*') return '.*';
        return (part === '\\*' ? '*' : part === '\\\\' ? '\\' : part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      });
      const expression = new RegExp(`^${literal.join('')}$`, 's');
      return on((value) => expression.test(value));
    }
    case 'cidr':
      return on(cidrTest(text, path));
  }
  throw new Error(`Event pattern${at(path)} has an unknown operator ${operator}`);
}

function cidrTest(range: string, path: string): (value: string) => boolean {
  const [address = '', bits = ''] = range.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || !/^\d+$/.test(bits))
    throw new Error(`Event pattern${at(path)}: ${range} is not a CIDR`);
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return (value) => isIP(value) !== 0 && list.check(value, isIP(value) === 6 ? 'ipv6' : 'ipv4');
}

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function numericTest(operand: unknown, path: string): Test {
  const parts = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const compare = comparisons[parts[index]];
    const bound = parts[index + 1];
    if (!compare || typeof bound !== 'number') break;
    tests.push((value) => compare(value, bound));
  }
  if (tests.length === 0 || tests.length * 2 !== parts.length) {
    throw new Error(`Event pattern${at(path)}: numeric needs pairs of a comparison and a number`);
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

const membersOf = (event: unknown, name: string): unknown[] =>
  (Array.isArray(event) ? event : [event]).flatMap((one) =>
    isObject(one) && name in one ? [one[name]] : [undefined],
  );

const leavesOf = (event: unknown, name: string): unknown[] =>
  (Array.isArray(event) ? event : [event])
    .flatMap((one) => (isObject(one) && name in one ? [one[name]] : []))
    .flat();

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (path: string) => (path ? ` at ${path}` : '');
