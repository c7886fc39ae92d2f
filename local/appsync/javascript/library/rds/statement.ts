import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';

export type Dialect = 'postgresql' | 'mysql';

/** A statement as the handlers hold it, until a dialect is chosen: its kind and what it was made from. */
export interface Statement {
  readonly type: 'SQL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'REMOVE';
  readonly input: Record<string, unknown>;
}

/** What a statement is written into: values become `:P0`, `:P1`, … of one map for all statements of a request. */
export interface Writer {
  readonly dialect: Dialect;
  bind(value: unknown): string;
  /** `"a"."b"` or backticks, per dotted segment; `*` stays. */
  identifier(name: unknown): string;
}

const statementKinds = ['SQL', 'SELECT', 'INSERT', 'UPDATE', 'REMOVE'];

export const isStatement = (value: unknown): value is Statement =>
  isRecord(value) && statementKinds.includes(String(value.type)) && isRecord(value.input);

/** A value with a type hint: `{ type: 'TYPE_HINT', hint: 'UUID', value }` (the shape is not established). */
export const typeHint = Object.fromEntries(
  ['DECIMAL', 'JSON', 'TIMESTAMP', 'TIME', 'UUID', 'DATE'].map((hint) => [
    hint,
    (value: unknown) => ({ type: 'TYPE_HINT', hint, value }),
  ]),
);

/** Aggregates of a column: `{ type: 'AGGREGATE', name, distinct, column }` (the shape is not established). */
export const agg = Object.fromEntries(
  ['max', 'min', 'count', 'avg', 'sum'].flatMap((name) =>
    [false, true].map((distinct) => [
      distinct ? `${name}Distinct` : name,
      (column: unknown) => ({ type: 'AGGREGATE', name, distinct, column }),
    ]),
  ),
);

export function createWriter(dialect: Dialect) {
  const variableMap: Record<string, unknown> = {};
  const variableTypeHintMap: Record<string, string> = {};
  const quote = dialect === 'postgresql' ? '"' : '`';
  const writer: Writer = {
    dialect,
    bind(value) {
      const name = `:P${Object.keys(variableMap).length}`;
      const hinted = isRecord(value) && value.type === 'TYPE_HINT';
      variableMap[name] = hinted ? value.value : value;
      if (hinted) variableTypeHintMap[name] = String(value.hint);
      return name;
    },
    identifier(name) {
      if (typeof name !== 'string' || name === '')
        return fault('rds: expected the name of a table or column');
      return name
        .split('.')
        .map((part) => (part === '*' ? part : quote + part.replaceAll(quote, quote + quote) + quote))
        .join('.');
    },
  };
  return { writer, variableMap, variableTypeHintMap };
}
