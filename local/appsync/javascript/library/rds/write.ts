import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import { condition } from './condition.ts';
import { isStatement, type Statement, type Writer } from './statement.ts';

type Input = Record<string, unknown>;

/** Clauses of a statement: what is empty is left out, as is white space at the end. */
const clauses = (...texts: readonly string[]) =>
  texts
    .filter((text) => text !== '')
    .join(' ')
    .trimEnd();

/**
 * The SQL text of a statement in the writer's dialect, its values bound. What cannot be written faults with the text of
 * the service; what is empty can become text that no database takes (`SELECT FROM "t"`), as it does there.
 */
export function write({ type, properties }: Statement, writer: Writer): string {
  switch (type) {
    case 'SQL':
      return raw(properties, writer);
    case 'SELECT':
      return select(properties, writer);
    case 'INSERT':
      return insert(properties, writer);
    case 'UPDATE': {
      const target = table(properties, writer);
      const sets = Object.entries(valuesOf(properties, 'update')).map(
        ([name, value]) => `${writer.identifier(name)} = ${writer.literal(value)}`,
      );
      return clauses(
        `UPDATE ${target} SET`,
        sets.join(', '),
        where(properties, writer),
        returning(properties, writer),
      );
    }
    case 'REMOVE':
      return clauses(
        `DELETE FROM ${table(properties, writer)}`,
        where(properties, writer),
        returning(properties, writer),
      );
  }
}

function raw(input: Input, writer: Writer): string {
  const strings = input.strings as string[];
  const values = input.values as unknown[];
  return strings.reduce((text, part, index) => {
    const value = values[index - 1];
    return text + (isStatement(value) ? write(value, writer) : writer.bind(value)) + part;
  });
}

/** `"name" as "alias"` of `{ alias: 'name' }`, or of `{ alias: statement }`. */
function aliased(alias: string, of: unknown, writer: Writer): string {
  if (isStatement(of)) return `(${write(of, writer)}) as ${writer.identifier(alias)}`;
  if (typeof of !== 'string') return fault('Table alias value is expected to be a string.');
  return `${writer.identifier(of)} as ${writer.identifier(alias)}`;
}

/** Only a SELECT may name its table as `from`, which may be a statement, too. */
function source(input: Input, writer: Writer): string {
  const { from } = input;
  if (from === undefined || from === null) return table(input, writer);
  if (input.table !== undefined && input.table !== null)
    return fault("'from' and 'table' keys cannot be used together");
  if (isStatement(from)) return `(${write(from, writer)})`;
  if (typeof from !== 'string' && !isRecord(from))
    return fault("'from' value is expected to be string or object.");
  return table({ table: from }, writer);
}

function table({ table: given }: Input, writer: Writer): string {
  if (given === undefined || given === null) return fault("'table' or 'from' key is required.");
  if (typeof given === 'string') return writer.identifier(given);
  if (!isRecord(given)) return fault('table name is expected to be a string or alias.');
  const [entry, ...more] = Object.entries(given);
  if (!entry) return fault('java.util.NoSuchElementException');
  if (more.length > 0) return fault('table alias is allowed only one key-value pair.');
  return aliased(...entry, writer);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function where(input: Input, writer: Writer, member = 'where', keyword = 'WHERE'): string {
  const given = input[member];
  if (given === undefined || given === null) return '';
  if (!isRecord(given))
    return fault(`${keyword} values are expected to be SQL templates or a condition object.`);
  const text = isStatement(given) ? write(given, writer) : condition(given, writer);
  return text && `${keyword} ${text}`;
}

function returning(input: Input, writer: Writer): string {
  if (input.returning === undefined || input.returning === null) return '';
  const list = columns(input.returning, writer);
  if (writer.dialect === 'mysql') return fault('returning is not supported in MySQL.');
  return clauses('RETURNING', list);
}

function columns(given: unknown, writer: Writer): string {
  if (given === undefined || given === null || given === '*') return '*';
  if (!Array.isArray(given)) return fault('Expected column to be * or an array.');
  return given.map((each) => column(each, writer)).join(', ');
}

/** A column's name, an aggregate of it, or one of either under an alias. */
function column(given: unknown, writer: Writer): string {
  if (typeof given === 'string') return writer.identifier(given);
  if (!isRecord(given)) return fault('Invalid type in column array.');
  if (given.type === 'AGGREGATE')
    return `${String(given.name).toUpperCase()}(${given.distinct ? 'DISTINCT ' : ''}${writer.identifier(given.column)})`;
  return Object.entries(given)
    .map(([alias, of]) =>
      typeof of === 'string' || isStatement(of)
        ? aliased(alias, of, writer)
        : `${column(of, writer)} as ${writer.identifier(alias)}`,
    )
    .join(', ');
}

function valuesOf(input: Input, statement: 'insert' | 'update'): Input {
  if (input.values === undefined || input.values === null)
    return fault(`values are expected to be passed to ${statement}`);
  return isRecord(input.values) ? input.values : fault('Expected values to an Object.');
}

function insert(input: Input, writer: Writer): string {
  const target = table(input, writer);
  const entries = Object.entries(valuesOf(input, 'insert'));
  const names = entries.map(([name]) => writer.identifier(name)).join(', ');
  const values = entries.map(([, value]) => writer.literal(value)).join(', ');
  return clauses(`INSERT INTO ${target} (${names}) VALUES (${values})`, returning(input, writer));
}

/** Members that join, with their SQL; the text of joins is not established. */
const joins = [
  'join innerJoin leftJoin leftOuterJoin rightJoin rightOuterJoin fullOuterJoin crossJoin joinNatural',
  'innerJoinNatural leftJoinNatural leftOuterJoinNatural rightJoinNatural rightOuterJoinNatural fullOuterJoinNatural',
]
  .join(' ')
  .split(' ');

function joinKeyword(member: string): string {
  const natural = member.endsWith('Natural');
  const words = member.replace(/Natural$/, '').replace(/([A-Z])/g, ' $1');
  return `${natural ? 'NATURAL ' : ''}${words.toUpperCase()}`;
}

function joinsOf(input: Input, writer: Writer): string[] {
  return joins.flatMap((member) =>
    listOf(input[member]).map((given) => {
      const join = isRecord(given) ? given : fault(`rds: ${member}: expected objects`);
      const using = join.using ? `USING (${columns(join.using, writer)})` : '';
      return clauses(
        `${joinKeyword(member)} ${source(join, writer)}`,
        using,
        where(join, writer, 'on', 'ON'),
      );
    }),
  );
}

function order(given: unknown, writer: Writer): string {
  if (given === undefined || given === null) return '';
  if (!Array.isArray(given)) return fault('orderBy expects an array.');
  const orders = given.map((each) => {
    if (!isRecord(each)) return fault('orderBy item expected to be an object.');
    const { column: by, dir } = each;
    if (typeof by !== 'string') return fault('orderBy item expected to have property column.');
    const direction = typeof dir === 'string' ? dir.toUpperCase() : 'ASC';
    if (direction !== 'ASC' && direction !== 'DESC')
      return fault(`orderBy dir can have either ASC or DESC found ${String(dir)}.`);
    return `${writer.identifier(by)} ${direction}`;
  });
  return orders.length > 0 ? `ORDER BY ${orders.join(', ')}` : '';
}

/** LIMIT or OFFSET: a number, or text that is one. */
function count(input: Input, member: 'limit' | 'offset', writer: Writer): string {
  const given = input[member];
  if (given === undefined || given === null) return '';
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof number !== 'number' || Number.isNaN(number)) return fault(`${member} expects a number.`);
  return `${member.toUpperCase()} ${writer.bind(number)}`;
}

function select(input: Input, writer: Writer): string {
  const groups = listOf(input.groupBy).map((each) =>
    typeof each === 'number' ? String(each) : writer.identifier(each),
  );
  return clauses(
    'SELECT',
    columns(input.columns, writer),
    `FROM ${source(input, writer)}`,
    ...joinsOf(input, writer),
    where(input, writer),
    groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : '',
    where(input, writer, 'having', 'HAVING'),
    order(input.orderBy, writer),
    count(input, 'limit', writer),
    count(input, 'offset', writer),
  );
}
