import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';

type Query = Record<string, unknown>;

const must = (queries: readonly Query[]): Query => ({ bool: { must: queries } });

/** The query of each operator on one field. The shapes of eq, ne, range and wildcard are documented. */
const operators: Readonly<Record<string, (field: string, value: unknown) => Query>> = {
  eq: (field, value) => ({ term: { [field]: value } }),
  ne: (field, value) => ({ bool: { must_not: { term: { [field]: value } } } }),
  gt: (field, value) => ({ range: { [field]: { gt: value } } }),
  gte: (field, value) => ({ range: { [field]: { gte: value } } }),
  lt: (field, value) => ({ range: { [field]: { lt: value } } }),
  lte: (field, value) => ({ range: { [field]: { lte: value } } }),
  range(field, value) {
    if (!Array.isArray(value) || value.length !== 2) return fault(`${field}.range: expected two bounds`);
    return { range: { [field]: { gte: value[0], lte: value[1] } } };
  },
  match: (field, value) => ({ match: { [field]: value } }),
  matchPhrase: (field, value) => ({ match_phrase: { [field]: value } }),
  matchPhrasePrefix: (field, value) => ({ match_phrase_prefix: { [field]: value } }),
  multiMatch: (field, value) => ({ multi_match: { query: value, fields: [field] } }),
  wildcard: (field, value) => ({ wildcard: { [field]: value } }),
  regexp: (field, value) => ({ regexp: { [field]: value } }),
  exists: (field, value) =>
    value === false ? { bool: { must_not: { exists: { field } } } } : { exists: { field } },
};

/** An OpenSearch query from a filter object: every field, and every operator of a field, must hold. */
export function openSearchQuery(object: Record<string, unknown>): Query {
  return must(
    Object.entries(object).map(([name, condition]): Query => {
      if (name === 'and') return must(listOf(condition).map(openSearchQuery));
      if (name === 'or') return { bool: { should: listOf(condition).map(openSearchQuery) } };
      if (name === 'not') return { bool: { must_not: listOf(condition).map(openSearchQuery) } };
      if (!isRecord(condition)) return fault(`${name}: expected an object of operators`);
      return must(
        Object.entries(condition).map(([operator, value]) =>
          Object.hasOwn(operators, operator)
            ? operators[operator]!(name, value)
            : fault(`Unsupported operator: ${operator}`),
        ),
      );
    }),
  );
}

const listOf = (condition: unknown): Record<string, unknown>[] =>
  (Array.isArray(condition) ? condition : [condition]).map((each) =>
    isRecord(each) ? each : fault('expected a filter object'),
  );
