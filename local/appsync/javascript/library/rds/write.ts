import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import { condition } from './condition.ts';
import { isStatement, type Statement, type Writer } from './statement.ts';

type Input = Record<string, unknown>;

/** The SQL text of a statement in the writer's dialect, its values bound. */
export function write({ type, input }: Statement, writer: Writer): string {
  switch (type) {
    case 'SQL':
      return raw(input, writer);
    case 'SELECT':
      return select(input, writer);
    case 'INSERT':
      return insert(input, writer);
    case 'UPDATE': {
      const sets = Object.entries(valuesOf(input)).map(
        ([name, value]) => `${writer.identifier(name)} = ${literal(value, writer)}`,
      );
      return `UPDATE ${table(input, writer)} SET ${sets.join(', ')}${where(input, writer)}${returning(input, writer)}`;
    }
    case 'REMOVE':
      return `DELETE FROM ${table(input, writer)}${where(input, writer)}${returning(input, writer)}`;
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

/** A name, or `{ alias: 'name' }`, or `{ alias: statement }`. */
function aliased(given: unknown, writer: Writer): string {
  if (isStatement(given)) return `(${write(given, writer)})`;
  if (isRecord(given) && given.type === 'AGGREGATE')
    return `${String(given.name).toUpperCase()}(${given.distinct ? 'DISTINCT ' : ''}${writer.identifier(given.column)})`;
  if (!isRecord(given)) return writer.identifier(given);
  return Object.entries(given)
    .map(([alias, of]) => `${aliased(of, writer)} as ${writer.identifier(alias)}`)
    .join(', ');
}

const table = (input: Input, writer: Writer) => aliased(input.table ?? input.from, writer);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function where(input: Input, writer: Writer, member = 'where', keyword = 'WHERE'): string {
  const given = input[member];
  if (given === undefined || given === null) return '';
  if (isStatement(given)) return ` ${keyword} ${write(given, writer)}`;
  const text = condition(isRecord(given) ? given : fault(`rds: ${member}: expected an object`), writer);
  return text && ` ${keyword} ${text}`;
}

function returning(input: Input, writer: Writer): string {
  if (input.returning === undefined || input.returning === null) return '';
  if (writer.dialect === 'mysql') return fault('returning is not supported in MySQL.');
  return ` RETURNING ${columns(input.returning, writer)}`;
}

const columns = (given: unknown, writer: Writer) =>
  given === undefined || given === null || given === '*'
    ? '*'
    : listOf(given)
        .map((each) => aliased(each, writer))
        .join(', ');

const valuesOf = (input: Input) =>
  isRecord(input.values) ? input.values : fault('rds: values: expected an object');

const literal = (value: unknown, writer: Writer) =>
  value === null || value === undefined ? 'NULL' : writer.bind(value);

function insert(input: Input, writer: Writer): string {
  const entries = Object.entries(valuesOf(input));
  const names = entries.map(([name]) => writer.identifier(name)).join(', ');
  const values = entries.map(([, value]) => literal(value, writer)).join(', ');
  return `INSERT INTO ${table(input, writer)} (${names}) VALUES (${values})${returning(input, writer)}`;
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

function select(input: Input, writer: Writer): string {
  let text = `SELECT ${columns(input.columns, writer)} FROM ${table(input, writer)}`;
  for (const member of joins) {
    for (const given of listOf(input[member])) {
      const join = isRecord(given) ? given : fault(`rds: ${member}: expected objects`);
      text += ` ${joinKeyword(member)} ${table(join, writer)}`;
      if (join.using) text += ` USING (${columns(join.using, writer)})`;
      text += where(join, writer, 'on', 'ON');
    }
  }
  text += where(input, writer);
  const groups = listOf(input.groupBy).map((each) =>
    typeof each === 'number' ? String(each) : writer.identifier(each),
  );
  if (groups.length > 0) text += ` GROUP BY ${groups.join(', ')}`;
  text += where(input, writer, 'having', 'HAVING');
  const orders = listOf(input.orderBy).map((each) => {
    const { column, dir } = isRecord(each) ? each : {};
    return `${writer.identifier(column)} ${String(dir).toUpperCase() === 'DESC' ? 'DESC' : 'ASC'}`;
  });
  if (orders.length > 0) text += ` ORDER BY ${orders.join(', ')}`;
  if (typeof input.limit === 'number') text += ` LIMIT ${writer.bind(input.limit)}`;
  if (typeof input.offset === 'number') text += ` OFFSET ${writer.bind(input.offset)}`;
  return text;
}
