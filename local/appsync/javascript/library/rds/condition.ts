import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import { isStatement, type Writer } from './statement.ts';

const comparators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
};

const aggregate = /^(max|min|count|avg|sum)(Distinct)?$/;

/**
 * A WHERE, ON or HAVING condition, as recorded from the service: columns are joined by AND, the members of `and` and
 * `or` groups stand in parentheses, a group itself does not. What is empty is joined all the same, without parentheses,
 * and leaves a joint with nothing beside it. `not` and aggregates are not recorded.
 */
export function condition(given: Record<string, unknown>, writer: Writer): string {
  const parts = Object.entries(given).map(([name, value]) => {
    if (name === 'and' || name === 'or') return group(name, value, ` ${name.toUpperCase()} `, writer);
    if (name === 'not') return `NOT (${group(name, [value].flat(), ' AND ', writer)})`;
    if (!isRecord(value)) return fault('Expected condition to be an Object.');
    return operators(name, writer.identifier(name), value, writer);
  });
  return parts.join(' AND ');
}

function group(name: string, members: unknown, joint: string, writer: Writer): string {
  if (!Array.isArray(members)) return fault(`${name} expects conditions to be an array`);
  const parts = members.map((each) => {
    if (!isRecord(each) || isStatement(each)) return fault(`Expected ${name} to be an Object.`);
    const text = condition(each, writer);
    return text === '' ? '' : `(${text})`;
  });
  return parts.join(joint);
}

/** Operators on a column, of which none may be null. */
function operators(name: string, column: string, given: Record<string, unknown>, writer: Writer): string {
  const parts = Object.entries(given).map(([operator, value]): string => {
    const where = `${name}.${operator}`;
    if (value === null || value === undefined) return fault(`Value for ${where} can't be null.`);
    const text = (): string =>
      typeof value === 'string' ? value : fault(`${where} expects a string value to be passed.`);
    switch (operator) {
      case 'contains':
        return `${column} LIKE ${writer.bind(`%${text()}%`)}`;
      case 'notContains':
        return `${column} NOT LIKE ${writer.bind(text())}`;
      case 'beginsWith':
        return `${column} LIKE ${writer.bind(`${text()}%`)}`;
      case 'attributeExists':
        if (typeof value !== 'boolean') return fault(`${where} expects a boolean value to be passed.`);
        return `${column} IS ${value ? 'NOT ' : ''}NULL`;
      case 'size':
        return lengths(where, `LENGTH (${column})`, value, writer);
    }
    const [, called, distinct] = aggregate.exec(operator) ?? [];
    if (called)
      return lengths(
        where,
        `${called.toUpperCase()} (${distinct ? 'DISTINCT ' : ''}${column})`,
        value,
        writer,
      );
    return comparison(where, column, operator, value, writer) ?? fault(`Unsupported condition ${where}.`);
  });
  return parts.join(' AND ');
}

/** Comparisons of what was made of a column, which may be with null. */
function lengths(where: string, operand: string, given: unknown, writer: Writer): string {
  if (!isRecord(given)) return fault(`Expected ${where} to be an Object.`);
  return Object.entries(given)
    .map(([operator, value]) => comparison(where, operand, operator, value, writer))
    .map((text) => text ?? fault(`${where} has invalid size operator.`))
    .join(' AND ');
}

/** Undefined for an operator that is none. A range is named by the column alone below `size`. */
function comparison(
  where: string,
  operand: string,
  operator: string,
  value: unknown,
  writer: Writer,
): string | undefined {
  if (Object.hasOwn(comparators, operator))
    return `${operand} ${comparators[operator]} ${writer.literal(value)}`;
  if (operator !== 'between') return undefined;
  if (!Array.isArray(value)) return fault(`${where} condition expects an array with length of 2.`);
  if (value.length !== 2)
    return fault(
      `${where} condition expects an array with 2 values but received an array with length ${value.length}.`,
    );
  return `${operand} BETWEEN ${writer.literal(value[0])} AND ${writer.literal(value[1])}`;
}
