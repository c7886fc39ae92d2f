import { invalid } from '../errors.ts';

/** An expression of metric math, read. */
export type Node =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'id'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'negative'; readonly of: Node }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Node[] };

/** From the loosest to the tightest. */
const levels: readonly (readonly string[])[] = [
  ['OR'],
  ['AND'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];
const spelled: Readonly<Record<string, string>> = { '||': 'OR', '&&': 'AND' };

const token =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z]\w*)|"([^"]*)"|'([^']*)'|(\|\||&&|==|!=|<=|>=|[-+*/^<>()[\],]))/y;

interface Token {
  readonly kind: 'number' | 'word' | 'text' | 'sign';
  readonly text: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw invalid(`The expression ${text} cannot be read from "${text.slice(at).trim()}" on.`);
    const [, number, word, double, single, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: spelled[sign] ?? sign });
    else tokens.push({ kind: 'text', text: double ?? single ?? '' });
  }
  return tokens;
}

/**
 * Reads an expression.
 * @throws AwsError InvalidParameterValue for what is none.
 */
export function parseExpression(text: string): Node {
  const tokens = tokensOf(text);
  let at = 0;
  const unexpected = () =>
    invalid(
      `The expression ${text} has ${tokens[at] ? `"${tokens[at]!.text}"` : 'its end'} where something else is due.`,
    );
  const isAt = (wanted: string) => tokens[at]?.text === wanted && tokens[at]!.kind !== 'text';
  const take = (wanted: string): boolean => {
    if (!isAt(wanted)) return false;
    at++;
    return true;
  };
  const need = (wanted: string): void => {
    if (!take(wanted)) throw unexpected();
  };

  const items = (end: string): Node[] => {
    const found: Node[] = [];
    if (take(end)) return found;
    do found.push(binary(0));
    while (take(','));
    need(end);
    return found;
  };

  const primary = (): Node => {
    const next = tokens[at++];
    if (!next) throw unexpected();
    if (next.kind === 'number') return { kind: 'number', value: Number(next.text) };
    if (next.kind === 'text') return { kind: 'text', value: next.text };
    if (next.kind === 'word')
      return take('(')
        ? { kind: 'call', name: next.text.toUpperCase(), given: items(')') }
        : { kind: 'id', name: next.text };
    if (next.text === '-') return { kind: 'negative', of: primary() };
    if (next.text === '[') return { kind: 'list', items: items(']') };
    if (next.text !== '(') {
      at--;
      throw unexpected();
    }
    const inner = binary(0);
    need(')');
    return inner;
  };

  const binary = (level: number): Node => {
    const operators = levels[level];
    if (!operators) return primary();
    let left = binary(level + 1);
    for (;;) {
      const operator = operators.find(isAt);
      if (operator === undefined) return left;
      at++;
      left = { kind: 'binary', operator, left, right: binary(level + 1) };
    }
  };

  const whole = binary(0);
  if (at < tokens.length) throw unexpected();
  return whole;
}
