/** A rule of a Choice state in either query language. */
export interface Rule {
  readonly Condition?: unknown;
  readonly Variable?: string;
  readonly And?: readonly Rule[];
  readonly Or?: readonly Rule[];
  readonly Not?: Rule;
  readonly [operator: string]: unknown;
}

/** Source: Amazon States Language, "Choice Rules": `StringGreaterThanEqualsPath` and its like. */
const comparison =
  /^(?:String|Numeric|Timestamp|Boolean)(Equals|LessThanEquals|LessThan|GreaterThanEquals|GreaterThan|Matches)(Path)?$/;

const signs: Readonly<Record<string, string>> = {
  Equals: '=',
  LessThan: '<',
  LessThanEquals: '≤',
  GreaterThan: '>',
  GreaterThanEquals: '≥',
  Matches: 'like',
};

/**
 * The condition of a choice, as short as it can be said.
 *
 * @example
 * conditionText({ Variable: '$.total', NumericGreaterThan: 500 }); // total > 500
 * conditionText({ Condition: "{% $states.input.status = 'PAID' %}" }); // status = 'PAID'
 */
export function conditionText(rule: Rule): string {
  const { Condition, And, Or, Not, Variable = '' } = rule;
  if (typeof Condition === 'string') {
    return Condition.replace(/^\{%\s*|\s*%\}$/g, '').replace(/\$states\.(?:input\.)?/g, '');
  }
  if (And) return And.map(within).join(' and ');
  if (Or) return Or.map(within).join(' or ');
  if (Not) return `not ${within(Not)}`;
  const subject = Variable.replace(/^\$\$?\./, '');
  for (const [operator, value] of Object.entries(rule)) {
    const [, sign = '', path] = comparison.exec(operator) ?? [];
    if (sign) return `${subject} ${signs[sign]} ${path ? pathText(value) : JSON.stringify(value)}`;
    const [, kind] = /^Is([A-Z]\w+)$/.exec(operator) ?? [];
    if (kind) return `${subject} ${value === false ? 'is not' : 'is'} ${kind.toLowerCase()}`;
  }
  return subject;
}

const within = (rule: Rule): string =>
  rule.And || rule.Or ? `(${conditionText(rule)})` : conditionText(rule);

const pathText = (path: unknown): string => String(path).replace(/^\$\$?\./, '');
