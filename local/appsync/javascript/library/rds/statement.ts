import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';

export type Dialect = 'postgresql' | 'mysql';

/** A statement as the handlers hold it, until a dialect is chosen: its kind and what it was made from. */
export interface Statement {
  readonly type: 'SQL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'REMOVE';
  readonly properties: Record<string, unknown>;
}

/** What a statement is written into: values become `:P0`, `:P1`, … of one map for all statements of a request. */
export interface Writer {
  readonly dialect: Dialect;
  bind(value: unknown): string;
  /** As `bind`, but `NULL` for what is null or undefined. */
  literal(value: unknown): string;
  /** `"a"."b"` or backticks, per dotted segment; `*` alone stays. */
  identifier(name: unknown): string;
}

const statementKinds = ['SQL', 'SELECT', 'INSERT', 'UPDATE', 'REMOVE'];

export const isStatement = (value: unknown): value is Statement =>
  isRecord(value) && statementKinds.includes(String(value.type)) && isRecord(value.properties);

const hints = ['DECIMAL', 'JSON', 'TIMESTAMP', 'TIME', 'UUID', 'DATE'];

/** A value with a type hint: `{ type: 'UUID', value }`. */
export const typeHint = Object.fromEntries(
  hints.map((type) => [type, (value: unknown) => ({ type, value })]),
);

const isHinted = (value: unknown): value is { readonly type: string; readonly value: unknown } =>
  isRecord(value) &&
  hints.includes(String(value.type)) &&
  Object.keys(value).length === 2 &&
  'value' in value;

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
      variableMap[name] = isHinted(value) ? value.value : value;
      if (isHinted(value)) variableTypeHintMap[name] = value.type;
      return name;
    },
    literal: (value) => (value === null || value === undefined ? 'NULL' : writer.bind(value)),
    identifier(name) {
      if (typeof name !== 'string' || name === '')
        return fault('rds: expected the name of a table or column');
      if (name === '*') return name;
      return name
        .split('.')
        .map((part) => quote + part.replaceAll(quote, quote + quote) + quote)
        .join('.');
    },
  };
  return { writer, variableMap, variableTypeHintMap };
}
