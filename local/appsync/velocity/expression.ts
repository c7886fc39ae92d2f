import { nestingLimit, type Reader } from './reader.ts';
import type { Expression, Operator, Reference, Step } from './syntax-tree.ts';
import { parseTemplate } from './template.ts';

/** Operators by how strongly they bind, the weakest first. */
const levels: readonly (readonly [pattern: RegExp, operators: Readonly<Record<string, Operator>>])[] = [
  [/\s*(\|\||or\b)/y, { '||': 'or', or: 'or' }],
  [/\s*(&&|and\b)/y, { '&&': 'and', and: 'and' }],
  [/\s*(==|!=|eq\b|ne\b)/y, { '==': '==', '!=': '!=', eq: '==', ne: '!=' }],
  [
    /\s*(<=|>=|<|>|le\b|ge\b|lt\b|gt\b)/y,
    { '<=': '<=', '>=': '>=', '<': '<', '>': '>', le: '<=', ge: '>=', lt: '<', gt: '>' },
  ],
  [/\s*([+-])/y, { '+': '+', '-': '-' }],
  [/\s*([*/%])/y, { '*': '*', '/': '/', '%': '%' }],
];

/** Reads an expression: operators, literals, references. @throws TemplateFault */
export function parseExpression(reader: Reader, depth: number, level = 0): Expression {
  const [pattern, operators] = levels[level] ?? [];
  if (!pattern || !operators) return parseUnary(reader, depth + 1);
  let left = parseExpression(reader, depth, level + 1);
  for (;;) {
    const match = reader.take(pattern);
    if (!match) return left;
    const right = parseExpression(reader, depth, level + 1);
    left = { type: 'operation', operator: operators[match[1]!]!, operands: [left, right] };
  }
}

function parseUnary(reader: Reader, depth: number): Expression {
  if (depth > nestingLimit) reader.fail('the expression is nested too deep');
  const number = reader.take(/\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?!\.\d)/y);
  if (number) return { type: 'literal', value: Number(number[1]) };
  const sign = reader.take(/\s*(!(?!=)|not\b|-)/y);
  if (!sign) return parsePrimary(reader, depth);
  const operand = parseUnary(reader, depth + 1);
  return { type: 'operation', operator: sign[1] === '-' ? 'minus' : 'not', operands: [operand] };
}

function parsePrimary(reader: Reader, depth: number): Expression {
  reader.take(/\s*/y);
  const word = reader.take(/(true|false|null)\b/y);
  if (word) return { type: 'literal', value: word[1] === 'null' ? null : word[1] === 'true' };
  switch (reader.text[reader.at]) {
    case '(': {
      reader.expect('(');
      const inner = parseExpression(reader, depth);
      reader.expect(')');
      return inner;
    }
    case '[':
      return parseList(reader, depth);
    case '{':
      return parseMap(reader, depth);
    case "'": {
      const quoted = reader.take(/'((?:[^']|'')*)'/y) ?? reader.fail('a string has no end');
      return { type: 'literal', value: quoted[1]!.replaceAll("''", "'") };
    }
    case '"': {
      const quoted = reader.take(/"((?:[^"\\]|\\[^]|"")*)"/y) ?? reader.fail('a string has no end');
      const text = quoted[1]!.replace(/\\"|""/g, '"');
      if (!/[$#]/.test(text)) return { type: 'literal', value: text };
      return { type: 'template', nodes: parseTemplate(text, depth + 1) };
    }
    case '$': {
      const reference = parseReference(reader, depth);
      if (reference) return { type: 'reference', reference };
    }
  }
  return reader.fail('expected a value');
}

function parseList(reader: Reader, depth: number): Expression {
  reader.expect('[');
  const items: Expression[] = [];
  while (!reader.accept(']')) {
    items.push(parseExpression(reader, depth));
    if (items.length === 1 && reader.accept('..')) {
      const to = parseExpression(reader, depth);
      reader.expect(']');
      return { type: 'range', from: items[0]!, to };
    }
    if (!reader.accept(',')) {
      reader.expect(']');
      break;
    }
  }
  return { type: 'list', items };
}

function parseMap(reader: Reader, depth: number): Expression {
  reader.expect('{');
  const entries: [Expression, Expression][] = [];
  while (!reader.accept('}')) {
    const bare = reader.take(/\s*([A-Za-z_]\w*)(?=\s*:)/y);
    const key: Expression = bare ? { type: 'literal', value: bare[1]! } : parseExpression(reader, depth);
    reader.expect(':');
    entries.push([key, parseExpression(reader, depth)]);
    if (!reader.accept(',')) {
      reader.expect('}');
      break;
    }
  }
  return { type: 'map', entries };
}

/** Reads `$name`, `$!name`, `${name}` with the steps that follow; undefined, and nothing read, where none stands. */
export function parseReference(reader: Reader, depth: number): Reference | undefined {
  const from = reader.at;
  const start = reader.take(/\$(!)?(\{)?([A-Za-z_][\w-]*)/y);
  if (!start) return undefined;
  const steps: Step[] = [];
  for (;;) {
    const step = parseStep(reader, depth);
    if (!step) break;
    steps.push(step);
  }
  if (start[2] && !reader.take(/\s*\}/y)) {
    reader.at = from;
    return undefined;
  }
  return {
    id: start[3]!,
    steps,
    quiet: start[1] !== undefined,
    source: reader.text.slice(from, reader.at),
  };
}

function parseStep(reader: Reader, depth: number): Step | undefined {
  const name = reader.take(/\.([A-Za-z_][\w-]*)/y)?.[1];
  if (name !== undefined) {
    if (!reader.take(/\(/y)) return { type: 'property', name };
    const args: Expression[] = [];
    while (!reader.accept(')')) {
      args.push(parseExpression(reader, depth + 1));
      if (!reader.accept(',')) {
        reader.expect(')');
        break;
      }
    }
    return { type: 'method', name, args };
  }
  // A bracket that holds no value is text: `$name[`.
  if (!/^\[\s*(?:["'$]|-?\d+\s*\])/.test(reader.text.slice(reader.at, reader.at + 80))) return undefined;
  reader.expect('[');
  const index = parseExpression(reader, depth + 1);
  reader.expect(']');
  return { type: 'index', index };
}
