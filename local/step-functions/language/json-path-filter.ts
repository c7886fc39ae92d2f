import type { Json } from './json.ts';
import { createPath, type JsonPath, type PathReader } from './json-path.ts';

/** Decides of a member of a list whether it is taken. */
export type Filter = (member: Json, root: Json) => boolean;

type Operand = (member: Json, root: Json) => Json | undefined;

/**
 * Compiles what stands in `[?( … )]`: comparisons (`==`, `!=`, `<`, `<=`, `>`, `>=`, `=~`, `in`, `nin`) of paths from
 * `@` or `$` and literals, or the existence of a path, joined by `&&`, `||`, `!` and parentheses.
 *
 * @param reader - stands behind the `?`
 */
export function compileFilter(reader: PathReader): Filter {
  reader.space();
  if (!reader.take('(')) throw reader.fault("'(' is missing");
  const filter = either(reader);
  reader.space();
  if (!reader.take(')')) throw reader.fault("')' is missing");
  return filter;
}

function either(reader: PathReader): Filter {
  const parts = [both(reader)];
  for (reader.space(); reader.take('||'); reader.space()) parts.push(both(reader));
  return (member, root) => parts.some((part) => part(member, root));
}

function both(reader: PathReader): Filter {
  const parts = [single(reader)];
  for (reader.space(); reader.take('&&'); reader.space()) parts.push(single(reader));
  return (member, root) => parts.every((part) => part(member, root));
}

function single(reader: PathReader): Filter {
  reader.space();
  if (reader.take('!')) {
    const inner = single(reader);
    return (member, root) => !inner(member, root);
  }
  if (reader.take('(')) {
    const inner = either(reader);
    reader.space();
    if (!reader.take(')')) throw reader.fault("')' is missing");
    return inner;
  }
  const left = operand(reader);
  reader.space();
  const operator = operators.find((one) => reader.take(one));
  if (!operator) return (member, root) => left(member, root) !== undefined;
  reader.space();
  if (operator === '=~') return matching(left, reader);
  const right = operand(reader);
  return (member, root) => compare(operator, left(member, root), right(member, root));
}

const operators = ['==', '!=', '<=', '>=', '=~', '<', '>', 'nin ', 'in '];

function compare(operator: string, left: Json | undefined, right: Json | undefined): boolean {
  switch (operator) {
    case '==':
      return same(left, right);
    case '!=':
      return !same(left, right);
    case 'in ':
      return Array.isArray(right) && right.some((one) => same(one, left));
    case 'nin ':
      return Array.isArray(right) && !right.some((one) => same(one, left));
  }
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const [a, b] = [left, right as typeof left];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

const same = (left: Json | undefined, right: Json | undefined): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

function matching(left: Operand, reader: PathReader): Filter {
  const match = /^\/((?:[^/\\]|\\.)*)\/(i?)/.exec(reader.text.slice(reader.at));
  if (!match) throw reader.fault('a regular expression is missing');
  reader.at += match[0].length;
  const expression = new RegExp(`^(?:${match[1]})$`, match[2]);
  return (member, root) => {
    const value = left(member, root);
    return typeof value === 'string' && expression.test(value);
  };
}

function operand(reader: PathReader): Operand {
  reader.space();
  if (reader.take('@')) return valueOf(createPath(reader.steps()), (member) => member);
  if (reader.take('$')) return valueOf(createPath(reader.steps()), (_, root) => root);
  const next = reader.text[reader.at];
  if (next === "'" || next === '"') {
    const text = reader.quoted();
    return () => text;
  }
  const literal = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\[[^\]]*\])/.exec(
    reader.text.slice(reader.at),
  )?.[0];
  if (!literal) throw reader.fault('a value is missing');
  reader.at += literal.length;
  const value: Json = JSON.parse(literal.replaceAll("'", '"'));
  return () => value;
}

function valueOf(path: JsonPath, from: (member: Json, root: Json) => Json): Operand {
  return (member, root) => {
    const found = path.find(from(member, root));
    return found.found ? found.value : undefined;
  };
}
