import { expect, it } from 'vitest';
import { conditionText } from '../../../local/inspection/condition.ts';

it.each([
  [{ Variable: '$.total', NumericGreaterThanEquals: 500, Next: 'A' }, 'total ≥ 500'],
  [{ Variable: '$.status', StringEquals: 'PAID' }, 'status = "PAID"'],
  [{ Variable: '$.total', NumericLessThanPath: '$.limit' }, 'total < limit'],
  [{ Variable: '$.name', StringMatches: 'a*' }, 'name like "a*"'],
  [{ Variable: '$.review', IsPresent: false }, 'review is not present'],
  [{ Not: { Variable: '$.ok', BooleanEquals: true } }, 'not ok = true'],
  [
    {
      And: [
        { Variable: '$.a', IsNull: true },
        {
          Or: [
            { Variable: '$.b', NumericEquals: 1 },
            { Variable: '$.b', NumericEquals: 2 },
          ],
        },
      ],
    },
    'a is null and (b = 1 or b = 2)',
  ],
  [{ Condition: "{% $states.input.status = 'PAID' %}" }, "status = 'PAID'"],
])('says a condition in short: %j', (rule, text) => {
  expect(conditionText(rule)).toBe(text);
});
