import { parseExpression, parseReference } from './expression.ts';
import { createReader, nestingLimit, type Reader } from './reader.ts';
import type { Branch, Node } from './syntax-tree.ts';

export { TemplateFault } from './reader.ts';

const directive =
  /#(?:\{(if|elseif|else|end|foreach|set|break|stop|return|macro|define|parse|include|evaluate)\}|(if|elseif|else|end|foreach|set|break|stop|return|macro|define|parse|include|evaluate)(?![\w]))/y;
const withParentheses = new Set([
  'if',
  'elseif',
  'foreach',
  'set',
  'macro',
  'define',
  'parse',
  'include',
  'evaluate',
]);
const remark = /##[^\n]*(?:\n|$)|#\*[^]*?(?:\*#|$)/y;
const raw = /#\[\[([^]*?)\]\]#/y;
const plain = /[^$#\\]+/y;

/** What ends the body of a block. */
type End = 'end' | 'else' | 'elseif' | undefined;

/**
 * Reads a template.
 *
 * @throws TemplateFault for what Velocity cannot read, blocks that are not closed, and directives that AppSync has not.
 * @example
 * parseTemplate('#if($ctx.args.id) $util.toJson($ctx.args.id) #end');
 */
export function parseTemplate(text: string, depth = 0): readonly Node[] {
  const reader = createReader(text);
  const { nodes, end } = parseBody(reader, depth);
  if (end) reader.fail(`#${end} has no block`);
  return nodes;
}

function parseBody(reader: Reader, depth: number): { nodes: Node[]; end: End } {
  if (depth > nestingLimit) reader.fail('the template is nested too deep');
  const nodes: Node[] = [];
  const write = (text: string) => {
    const last = nodes.at(-1);
    if (last?.type === 'text') nodes[nodes.length - 1] = { type: 'text', text: last.text + text };
    else nodes.push({ type: 'text', text });
  };
  while (!reader.ended) {
    const text = reader.take(plain);
    if (text) write(text[0]);
    else if (reader.take(remark)) continue;
    else if (reader.text[reader.at] === '#') {
      const from = reader.at;
      const unread = reader.take(raw);
      if (unread) {
        write(unread[1]!);
        continue;
      }
      const match = reader.take(directive);
      const name = match?.[1] ?? match?.[2];
      if (name === undefined || (withParentheses.has(name) && !/^\s*\(/.test(reader.text.slice(reader.at)))) {
        reader.at = from + 1;
        write('#');
      } else if (name === 'end' || name === 'else' || name === 'elseif') return { nodes, end: name };
      else nodes.push(parseDirective(name, reader, depth));
    } else if (reader.text[reader.at] === '\\') {
      // What is escaped is text, the backslash is not shown; before anything else it is a character.
      const escaped = reader.take(/\\([$#])(?=[\w!{[*#])/y);
      write(escaped ? escaped[1]! : reader.take(/\\/y)![0]);
    } else {
      const reference = parseReference(reader, depth);
      if (reference) nodes.push({ type: 'reference', reference });
      else write(reader.take(/\$/y)![0]);
    }
  }
  return { nodes, end: undefined };
}

function parseDirective(name: string, reader: Reader, depth: number): Node {
  switch (name) {
    case 'set': {
      reader.expect('(');
      const target = readReference(reader, depth);
      reader.expect('=');
      const value = parseExpression(reader, depth);
      reader.expect(')');
      return { type: 'set', target, value };
    }
    case 'if':
      return parseIf(reader, depth);
    case 'foreach': {
      reader.expect('(');
      const { id } = readReference(reader, depth);
      reader.expect('in');
      const items = parseExpression(reader, depth);
      reader.expect(')');
      const { nodes, end } = parseBody(reader, depth + 1);
      if (end !== 'end') reader.fail(end ? `#${end} has no #if` : 'a block has no #end');
      return { type: 'foreach', name: id, items, body: nodes };
    }
    case 'break':
    case 'stop':
      return { type: name };
    case 'return': {
      if (!/^\(/.test(reader.text.slice(reader.at, reader.at + 1))) return { type: 'return' };
      reader.expect('(');
      if (reader.accept(')')) return { type: 'return' };
      const value = parseExpression(reader, depth);
      reader.expect(')');
      return { type: 'return', value };
    }
    default:
      return reader.fail(`the directive #${name} is not known`);
  }
}

function parseIf(reader: Reader, depth: number): Node {
  const branches: Branch[] = [];
  for (let kind: End | 'if' = 'if'; ;) {
    let condition: Branch['condition'];
    if (kind !== 'else') {
      reader.expect('(');
      condition = parseExpression(reader, depth);
      reader.expect(')');
    }
    const { nodes, end } = parseBody(reader, depth + 1);
    branches.push({ ...(condition ? { condition } : {}), body: nodes });
    if (end === 'end') return { type: 'if', branches };
    if (end === undefined) reader.fail('a block has no #end');
    if (kind === 'else') reader.fail(`#${end} after #else`);
    kind = end;
  }
}

function readReference(reader: Reader, depth: number) {
  reader.take(/\s*/y);
  return parseReference(reader, depth) ?? reader.fail('expected a reference');
}
