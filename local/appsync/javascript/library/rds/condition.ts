import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';
import type { Writer } from './statement.ts';

const comparators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
};

const aggregate = /^(max|min|count|avg|sum)(Distinct)?$/;

/** A WHERE, ON or HAVING condition: columns are ANDed, `and`, `or` and `not` groups stand in parentheses. */
export function condition(given: Record<string, unknown>, writer: Writer): string {
  const parts = Object.entries(given).flatMap(([name, value]): string[] => {
    if (value === null || value === undefined) return [];
    if (name === 'and' || name === 'or') return [group(value, ` ${name.toUpperCase()} `, writer)];
    if (name === 'not') return [`NOT ${group(value, ' AND ', writer)}`];
    if (!isRecord(value)) return fault(`rds: ${name}: expected an object of operators`);
    return operators(writer.identifier(name), value, writer);
  });
  return parts.join(' AND ');
}

function group(members: unknown, joint: string, writer: Writer): string {
  const list = Array.isArray(members) ? members : [members];
  const parts = list.map((each) =>
    condition(isRecord(each) ? each : fault('rds: expected conditions'), writer),
  );
  return `(${parts.join(joint)})`;
}

function operators(column: string, given: Record<string, unknown>, writer: Writer): string[] {
  return Object.entries(given)
    .filter(([, value]) => value !== null && value !== undefined)
    .flatMap(([operator, value]): string[] => {
      if (operator in comparators) return [`${column} ${comparators[operator]} ${writer.bind(value)}`];
      switch (operator) {
        case 'contains':
          return [`${column} LIKE ${writer.bind(`%${String(value)}%`)}`];
        case 'notContains':
          return [`${column} NOT LIKE ${writer.bind(value)}`];
        case 'beginsWith':
          return [`${column} LIKE ${writer.bind(`${String(value)}%`)}`];
        case 'attributeExists':
          return [`${column} IS ${value === false ? '' : 'NOT '}NULL`];
        case 'between': {
          if (!Array.isArray(value) || value.length !== 2) return fault('rds: between: expected two bounds');
          return [`${column} BETWEEN ${writer.bind(value[0])} AND ${writer.bind(value[1])}`];
        }
        case 'size':
          return isRecord(value)
            ? operators(`LENGTH(${column})`, value, writer)
            : fault('rds: size: expected operators');
      }
      const [, name, distinct] = aggregate.exec(operator) ?? [];
      return name && isRecord(value)
        ? operators(`${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${column})`, value, writer)
        : fault(`rds: unsupported operator: ${operator}`);
    });
}
