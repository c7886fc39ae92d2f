import { Fault, runtimeFault } from './errors.ts';
import { arity, intrinsics } from './intrinsic-functions.ts';
import type { Json } from './json.ts';
import { compilePath } from './json-path.ts';
import { lookUp, variableOf, type Scope } from './scope.ts';

/** What can stand in a field whose name ends in `.$`. */
export type Expression =
  | { readonly kind: 'path'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Json }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly values: readonly Expression[];
      readonly text: string;
    };

const compiled = new Map<string, Expression>();
const mostCompiled = 2000;

/**
 * Reads a path or a call: `$.order.id`, `States.Format('order {}', $.id)`.
 *
 * @throws Error for a text that is neither
 */
export function compileExpression(text: string): Expression {
  const known = compiled.get(text);
  if (known) return known;
  const reader = new Reader(text);
  const expression = reader.expression();
  if (expression.kind === 'value' || reader.at < text.length)
    throw new Error(`'${text}' is neither a path nor a call of a function`);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(text, expression);
  return expression;
}

/**
 * The value of an expression.
 *
 * @param field - the field it stands in, for the service's sentence
 * @throws Fault States.Runtime for a path that leads nowhere, States.IntrinsicFailure
 */
export function evaluateExpression(expression: Expression, field: string, scope: Scope): Json {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'path': {
      const found = lookUp(expression.text, scope);
      if (found.found) return found.value;
      throw runtimeFault(
        `The JSONPath '${expression.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(scope.input)}'`,
        'States.ParameterPathFailure',
      );
    }
    case 'call': {
      const values = expression.values.map((one) => evaluateExpression(one, field, scope));
      try {
        return intrinsics[expression.name]!(values, scope);
      } catch (error) {
        if (error instanceof Fault) throw error;
        throw new Fault(
          'States.IntrinsicFailure',
          `The function '${expression.text}' had the following error: ${(error as Error).message}`,
        );
      }
    }
  }
}

class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  expression(): Expression {
    this.space();
    const rest = this.text.slice(this.at);
    if (rest.startsWith('$')) return this.path();
    if (rest.startsWith("'")) return { kind: 'value', value: this.quoted() };
    const call = /^States\.(\w+)\s*\(/.exec(rest);
    if (call) return this.call(call[1]!, call[0].length);
    const literal = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,)])/.exec(rest)?.[0];
    if (literal === undefined)
      throw new Error(`nothing that can be evaluated at ${this.at} of '${this.text}'`);
    this.at += literal.length;
    return { kind: 'value', value: JSON.parse(literal) };
  }

  private call(name: string, length: number): Expression {
    const start = this.at;
    this.at += length;
    const values: Expression[] = [];
    this.space();
    while (this.text[this.at] !== ')') {
      values.push(this.expression());
      this.space();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== ')')
        throw new Error(`',' or ')' is missing at ${this.at} of '${this.text}'`);
    }
    this.at++;
    const bounds = arity[name];
    if (!bounds) throw new Error(`there is no function States.${name}`);
    if (values.length < bounds[0] || values.length > bounds[1])
      throw new Error(`States.${name} does not take ${values.length} arguments`);
    return { kind: 'call', name, values, text: this.text.slice(start, this.at) };
  }

  /** Up to the comma or parenthesis that does not belong to it. */
  private path(): Expression {
    const start = this.at;
    let open = 0;
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === "'" || character === '"') {
        this.at = this.text.indexOf(character, this.at + 1);
        if (this.at < 0) throw new Error(`a quote is not closed in '${this.text}'`);
      } else if ('[('.includes(character)) open++;
      else if ('])'.includes(character) && open > 0) open--;
      else if (open === 0 && ',)'.includes(character)) break;
    }
    const text = this.text.slice(start, this.at).trimEnd();
    compilePath(
      text.startsWith('$$') ? text.slice(1) : `$${text.slice(1 + (variableOf(text) ?? '').length)}`,
    );
    return { kind: 'path', text };
  }

  // What a backslash keeps is decided by States.Format for its template; elsewhere it only keeps quotes and itself.
  private quoted(): string {
    let text = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === "'") {
        this.at++;
        return text;
      }
      if (character !== '\\') text += character;
      else {
        const kept = this.text[++this.at] ?? '';
        text += "'\\".includes(kept) ? kept : `\\${kept}`;
      }
    }
    throw new Error(`a quote is not closed in '${this.text}'`);
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
