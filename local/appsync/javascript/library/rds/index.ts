import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import { createWriter, isStatement, type Dialect, type Statement } from './statement.ts';
import { write } from './write.ts';

export { agg, typeHint } from './statement.ts';
export { toJsonObject } from './to-json-object.ts';

const statement =
  (name: string, type: Statement['type']) =>
  (...given: unknown[]): Statement => {
    if (given[0] === undefined) return fault(`An argument is expected to be passed to ${name}`);
    return { type, properties: isRecord(given[0]) ? given[0] : fault('Expected payload to be an Object.') };
  };

/** The members of `@aws-appsync/utils/rds`. */
export const select = statement('select', 'SELECT');
export const insert = statement('insert', 'INSERT');
export const update = statement('update', 'UPDATE');
export const remove = statement('remove', 'REMOVE');

/** The tag: each value of the template is bound, a statement is written in place. */
export const sql = (strings: unknown, ...values: unknown[]): Statement => {
  if (!Array.isArray(strings) || strings.length !== values.length + 1)
    return fault('java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template');
  return { type: 'SQL', properties: { strings: strings.map(String), values } };
};

/** A request of one or two statements, with the values of both in one map. */
const request = (name: string, dialect: Dialect) => (first: unknown, second?: unknown) => {
  if (first === undefined) return fault(`An argument is expected to be passed to ${name}`);
  const { writer, variableMap, variableTypeHintMap } = createWriter(dialect);
  const given = second === undefined || second === null ? [first] : [first, second];
  const statements = given.map((each) => {
    if (typeof each === 'string') return each;
    return isStatement(each)
      ? write(each, writer)
      : fault(`Unsupported type is passed as argument to ${name}`);
  });
  return { statements, variableMap, variableTypeHintMap };
};

export const createPgStatement = request('createPgStatement', 'postgresql');
export const createMySQLStatement = request('createMySQLStatement', 'mysql');
