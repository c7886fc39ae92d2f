import { fault } from '../../realm/halt.ts';
import { objectArgument } from '../arguments.ts';
import { createWriter, isStatement, type Dialect, type Statement } from './statement.ts';
import { write } from './write.ts';

export { agg, typeHint } from './statement.ts';
export { toJsonObject } from './to-json-object.ts';

const statement =
  (type: Statement['type']) =>
  (input: unknown): Statement => ({
    type,
    input: objectArgument(`rds.${type.toLowerCase()}`, input),
  });

/** The members of `@aws-appsync/utils/rds`. */
export const select = statement('SELECT');
export const insert = statement('INSERT');
export const update = statement('UPDATE');
export const remove = statement('REMOVE');

/** The tag: each value of the template is bound, a statement is written in place. */
export const sql = (strings: unknown, ...values: unknown[]): Statement => ({
  type: 'SQL',
  input: {
    strings: Array.isArray(strings) ? strings.map(String) : fault('sql: expected a template'),
    values,
  },
});

/** A request of one or two statements, with the values of both in one map. */
const request = (dialect: Dialect) => (first: unknown, second?: unknown) => {
  const { writer, variableMap, variableTypeHintMap } = createWriter(dialect);
  const given = second === undefined || second === null ? [first] : [first, second];
  const statements = given.map((each) => {
    if (typeof each === 'string') return each;
    return isStatement(each) ? write(each, writer) : fault('rds: expected a statement or SQL text');
  });
  return { statements, variableMap, variableTypeHintMap };
};

export const createPgStatement = request('postgresql');
export const createMySQLStatement = request('mysql');
