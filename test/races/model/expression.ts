/** DynamoDB's condition and update expressions, as far as the shop's rules write them. */
import type { Condition, Update } from '../../../rules/orders/writes.ts';

export type Item = Record<string, unknown>;

type Test = (item: Item, values: Record<string, unknown>) => boolean;

const compiled = new Map<string, Test>();

/** Whether a condition holds for an item; an item that is not there is one without attributes. */
export function holds({ expression, names, values = {} }: Condition, item: Item | undefined): boolean {
  const key = `${expression} ${JSON.stringify(names)}`;
  let test = compiled.get(key);
  if (!test) compiled.set(key, (test = parse(expression, names)));
  return test(item ?? {}, values);
}

/** The item with an update of the form `SET #a = #a + :b, #c = :d`. */
export function updated({ expression, names, values }: Update, item: Item): Item {
  const result = { ...item };
  for (const part of expression.replace(/^SET /, '').split(', ')) {
    const [, target, from, sign, value] =
      /^(#\w+) = (?:(#\w+) ([+-]) )?(:\w+)$/.exec(part) ?? unknown(expression);
    const given = values[value!];
    const before = from && item[names[from]!];
    result[names[target!]!] =
      sign === '+' ? Number(before) + Number(given) : sign ? Number(before) - Number(given) : given;
  }
  return result;
}

function unknown(expression: string): never {
  throw new Error(`The model does not know the expression ${expression}`);
}

/** `OR` binds less than `AND`; parentheses group. */
function parse(expression: string, names: Record<string, string>): Test {
  const tokens = expression.match(/\(|\)|[#:]?\w+|<=|>=|=|<|>/g) ?? [];
  let at = 0;
  const take = () => tokens[at++] ?? unknown(expression);

  function either(): Test {
    let left = both();
    while (tokens[at] === 'OR') {
      at += 1;
      const [one, other] = [left, both()];
      left = (item, values) => one(item, values) || other(item, values);
    }
    return left;
  }
  function both(): Test {
    let left = one();
    while (tokens[at] === 'AND') {
      at += 1;
      const [first, second] = [left, one()];
      left = (item, values) => first(item, values) && second(item, values);
    }
    return left;
  }
  function one(): Test {
    const token = take();
    if (token === '(') {
      const inner = either();
      take();
      return inner;
    }
    if (token === 'attribute_not_exists' || token === 'attribute_exists') {
      take();
      const name = names[take()]!;
      take();
      return (item) => (item[name] === undefined) === (token === 'attribute_not_exists');
    }
    const name = names[token] ?? unknown(expression);
    const sign = take();
    const other = take();
    const right: (item: Item, values: Record<string, unknown>) => unknown = other.startsWith('#')
      ? (item) => item[names[other]!]
      : (_, values) => values[other];
    return (item, values) => compare(item[name], sign, right(item, values));
  }
  return either();
}

function compare(left: unknown, sign: string, right: unknown): boolean {
  if (left === undefined || right === undefined) return false;
  if (sign === '=') return left === right;
  const [one, other] = [left as number, right as number];
  if (sign === '<') return one < other;
  if (sign === '>') return one > other;
  return sign === '<=' ? one <= other : one >= other;
}
