/** A template as it was read. */
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reference'; readonly reference: Reference }
  | { readonly type: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly type: 'if'; readonly branches: readonly Branch[] }
  | {
      readonly type: 'foreach';
      readonly name: string;
      readonly items: Expression;
      readonly body: readonly Node[];
    }
  | { readonly type: 'break' }
  | { readonly type: 'stop' }
  | { readonly type: 'return'; readonly value?: Expression };

/** Of `#if`, `#elseif` and, without a condition, `#else`. */
export interface Branch {
  readonly condition?: Expression;
  readonly body: readonly Node[];
}

export interface Reference {
  readonly id: string;
  readonly steps: readonly Step[];
  /** `$!name`: nothing is shown of what is not there. */
  readonly quiet: boolean;
  /** As it was written. */
  readonly source: string;
}

/** `.name`, `.name(…)` or `[…]`. */
export type Step =
  | { readonly type: 'property'; readonly name: string }
  | { readonly type: 'method'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: 'index'; readonly index: Expression };

export type Expression =
  | { readonly type: 'literal'; readonly value: null | boolean | number | string }
  /** A string in double quotes: a template of its own. */
  | { readonly type: 'template'; readonly nodes: readonly Node[] }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly type: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: 'reference'; readonly reference: Reference }
  | { readonly type: 'operation'; readonly operator: Operator; readonly operands: readonly Expression[] };

export type Operator =
  'or' | 'and' | 'not' | 'minus' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';
