import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behaviours } from '../../parity/behaviour.ts';
import {
  graphqlJava,
  introspected,
  scalarCaptures,
  scalars,
  variableCaptures,
  wireCaptures,
} from '../../parity/sources.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

const fields = behaviours('Fields and values');
const errors = behaviours('Errors');
const wire = behaviours('The wire');

const types = [
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSTimestamp',
  'AWSEmail',
  'AWSJSON',
  'AWSPhone',
  'AWSURL',
  'AWSIPAddress',
  'Long',
  'Int',
  'Float',
  'String',
  'Boolean',
  'ID',
  'Colour',
];
let api: TestApi;
/** What the resolvers of `out` return: set by a test. */
let out: unknown;

beforeAll(async () => {
  api = await openTestApi({
    schema: `
      type Query {
        ${types.map((type) => `in${type}(value: ${type}): AWSJSON`).join('\n')}
        many(input: Deep, list: [Int!], required: Strict): AWSJSON
        ${types.map((type) => `out${type}: ${type}`).join('\n')}
      }
      enum Colour { RED GREEN }
      input Deep { nested: Strict date: AWSDate many: [Strict] size: Int = 3 }
      input Strict { name: String! url: AWSURL }`,
    dataSources: {
      lambda: {
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f' },
      },
    },
    resolvers: Object.fromEntries([
      ...types.map((type) => [`Query.in${type}`, { code: echo('ctx.args.value') }]),
      ['Query.many', { code: echo('ctx.args') }],
      ...types.map((type) => [`Query.out${type}`, { dataSource: 'lambda' }]),
    ]),
    ports: {
      lambda: { invoke: async () => ({ statusCode: 200, payload: JSON.stringify(out) }) as never },
    },
  });
});
afterAll(() => api.close());

/** Sends a value as a literal and as a variable, and answers with what the resolver saw, or the messages. */
async function sent(type: string, value: unknown) {
  const literal = type === 'Colour' ? value : JSON.stringify(value);
  const seen = (body: any) => (body.errors ? body.errors[0].message : JSON.parse(body.data[`in${type}`]));
  return {
    literal: seen(await api.query(`{ in${type}(value: ${literal}) }`)),
    variable: seen(await api.query(`query Q($value: ${type}) { in${type}(value: $value) }`, { value })),
  };
}

async function received(type: string, value: unknown) {
  out = value;
  const body = await api.query(`{ out${type} }`);
  return body.errors ? body.errors[0].message : body.data[`out${type}`];
}

describe('what the scalars accept, as literals, in variables and in results', () => {
  it.each([
    ['AWSDate', '1970-01-01'],
    ['AWSDate', '1970-01-01Z'],
    ['AWSDate', '1970-01-01-07:00'],
    ['AWSDate', '1970-01-01+05:30:10'],
    ['AWSDate', '-2017-05-01'],
    ['AWSTime', '12:30'],
    ['AWSTime', '12:30Z'],
    ['AWSTime', '12:30:24-07:00'],
    ['AWSTime', '12:30:24.500+05:30'],
    ['AWSTime', '12:00:00.123456789'],
    ['AWSDateTime', '1970-01-01T12:00Z'],
    ['AWSDateTime', '1970-01-01T12:00:00.2Z'],
    ['AWSDateTime', '2023-11-30T11:04:03+08:00:30'],
    ['AWSDateTime', '-9999-01-01T00:00Z'],
    ['AWSTimestamp', 0],
    ['AWSTimestamp', -12],
    ['AWSTimestamp', 1_766_438_528],
    ['AWSEmail', 'ann@example.com'],
    ['AWSEmail', 'a@b'],
    ['AWSPhone', '+49 30 1234567'],
    ['AWSPhone', '212-555-1234'],
    ['AWSURL', 'https://example.com/a?b=c'],
    ['AWSURL', 'ftp://files.example.com'],
    ['AWSIPAddress', '127.0.0.1'],
    ['AWSIPAddress', '10.1.0.0/16'],
    ['AWSIPAddress', '1a2b:3c4b::1234:4567'],
    ['AWSIPAddress', '2001:db8::/32'],
  ])(
    '%s %s',
    fields
      .equal('core', scalars, introspected)
      .as('each AppSync scalar: the documented forms are accepted in literals, variables and results'),
    async (type, value) => {
      expect(await sent(type, value)).toEqual({ literal: value, variable: value });
      expect(await received(type, value)).toEqual(value);
    },
  );
});

describe('what the scalars refuse', () => {
  const noun: Record<string, string> = {
    AWSDate: 'date.',
    AWSTime: 'time.',
    AWSDateTime: 'DateTime Object.',
    AWSTimestamp:
      "timestamp. Ensure that the value provided is an Integer that lies within the limits specified in this scalar's description.",
    AWSEmail: 'email.',
    AWSPhone: 'phone number.',
    AWSURL: 'URL.',
    AWSIPAddress: 'IP Address.',
  };
  it.each([
    ['AWSDate', '2019-12-24T04:15:57.798Z'],
    ['AWSDate', '2019-02-30'],
    ['AWSDate', '24.12.2019'],
    ['AWSTime', '25:00'],
    ['AWSTime', '12'],
    ['AWSDateTime', '2019'],
    ['AWSDateTime', '2020-05-23T06:4:37.000Z'],
    ['AWSDateTime', '2023-11-30T11:04:03+0800'],
    ['AWSDateTime', '2023-11-30T11:04:03'],
    ['AWSTimestamp', '2019-12-19 16:59:09.966'],
    ['AWSTimestamp', 1.5],
    ['AWSTimestamp', 4e16],
    ['AWSEmail', 'ann'],
    ['AWSPhone', '111'],
    ['AWSPhone', '1110004444'],
    ['AWSURL', 'example.com'],
    ['AWSURL', 'https://example.com//a'],
    ['AWSIPAddress', '300.0.0.1'],
    ['AWSIPAddress', '10.1.0.0/33'],
  ])(
    '%s %s',
    wire
      .equal('core', scalars, scalarCaptures)
      .as(
        'each AppSync scalar: other forms are refused in the words of the service, as literal, variable and result',
      )
      .noting(
        'captured for dates, times with dates, timestamps, phone numbers and the literal of a URL; the noun for a time, an email, a URL and an address follows those',
      ),
    async (type, value) => {
      const literal =
        typeof value === 'string'
          ? `StringValue{value='${value}'}`
          : `${Number.isInteger(value) ? 'Int' : 'Float'}Value{value=${JSON.stringify(value)}}`;
      expect(await sent(type, value)).toEqual({
        literal: `Validation error of type WrongType: argument 'value' with value '${literal}' is not a valid '${type}' @ 'in${type}'`,
        variable: `Variable 'value' has an invalid value. Unable to parse \`${value}\` as a valid ${noun[type]}`,
      });
      expect(await received(type, value)).toBe(
        `Can't serialize value (/out${type}) : Unable to serialize \`${value}\` as a valid ${noun[type]}`,
      );
    },
  );

  it('what is no text is shown as Java shows it', wire.equal('strict', scalarCaptures), async () => {
    const date = { day: 19, zone: { seconds: 0 } };
    const { variable } = await sent('AWSDateTime', date);
    expect(variable).toBe(
      "Variable 'value' has an invalid value. Unable to parse `{day=19, zone={seconds=0}}` as a valid DateTime Object.",
    );
  });

  it(
    'AWSJSON takes JSON text alone, an object is a wrong literal',
    wire.equal('core', scalars, scalarCaptures).noting('the text for a variable is not established'),
    async () => {
      expect((await api.query('{ inAWSJSON(value: { upvotes: 10 }) }')).errors[0].message).toBe(
        "Validation error of type WrongType: argument 'value' with value 'ObjectValue{objectFields=[ObjectField{name='upvotes', value=IntValue{value=10}}]}' is not a valid 'AWSJSON' @ 'inAWSJSON'",
      );
      for (const value of ['{a: 1}', "{'a': 1}", 'Unquoted string', { a: 1 }])
        expect((await sent('AWSJSON', value)).variable).toMatch(/^Variable 'value' has an invalid value\. /);
      for (const value of ['{"a":1}', '[1,2]', '"text"', '1', 'true'])
        expect((await sent('AWSJSON', value)).variable).toEqual(JSON.parse(value));
    },
  );

  it(
    'AWSJSON is text in an answer, and text that a resolver returns is encoded once more',
    fields.assumed(
      'complete',
      'whether text is encoded again: a simulator of AWS, written from observation, does',
      scalars,
    ),
    async () => {
      expect(await received('AWSJSON', { a: 1 })).toBe('{"a":1}');
      expect(await received('AWSJSON', 'text')).toBe('"text"');
      expect(await received('AWSJSON', 1)).toBe('1');
    },
  );
});

describe('built-in scalars and enums', () => {
  it.each([
    ['Int', '7', 7],
    ['Int', 7.0, 7],
    ['Float', '1.5', 1.5],
    ['String', 12, '12'],
    ['String', true, 'true'],
    ['String', { a: [1, 'x'] }, '{a=[1, x]}'],
    ['Boolean', 'true', true],
    ['Boolean', 'no', false],
    ['Boolean', 1, true],
    ['ID', 7, '7'],
  ])(
    'a variable or result of %s may be %j',
    fields
      .assumed('complete', 'as graphql-java 9 reads and writes them', graphqlJava)
      .as(
        'variables and results of built-in scalars are converted as graphql-java does: numbers in text, text of anything',
      ),
    async (type, value, expected) => {
      expect((await sent(type, value)).variable).toEqual(expected);
      expect(await received(type, value)).toEqual(expected);
    },
  );

  it.each([
    ['Int', 'many', 'String'],
    ['Int', 1.5, 'Double'],
    ['Int', 3_000_000_000, 'Long'],
    ['Int', true, 'Boolean'],
    ['Float', [1], 'ArrayList'],
    ['Boolean', { a: 1 }, 'LinkedHashMap'],
    ['ID', 1.5, 'Double'],
  ])(
    '%s refuses %j',
    errors.equal('strict', wireCaptures, graphqlJava).as('values of a wrong built-in type name both types'),
    async (type, value, given) => {
      const why = `Expected type '${type}' but was '${given}'.`;
      expect((await sent(type, value)).variable).toBe(`Variable 'value' has an invalid value. ${why}`);
      expect(await received(type, value)).toBe(`Can't serialize value (/out${type}) : ${why}`);
    },
  );

  it('enums refuse other names', errors.equal('strict', graphqlJava), async () => {
    expect(await sent('Colour', 'BLUE')).toEqual({
      literal:
        "Validation error of type WrongType: argument 'value' with value 'EnumValue{name='BLUE'}' is not a valid 'Colour' @ 'inColour'",
      variable:
        "Variable 'value' has an invalid value. Invalid input for Enum 'Colour'. No value found for name 'BLUE'",
    });
    expect(await received('Colour', 'BLUE')).toBe(
      "Can't serialize value (/outColour) : Invalid input for Enum 'Colour'. Unknown value 'BLUE'",
    );
  });
});

describe('input objects', () => {
  const literal = async (value: string) => (await api.query(`{ many(input: ${value}) }`)).errors[0].message;
  const variables = async (input: unknown) => {
    const body = await api.query('query Q($input: Deep) { many(input: $input) }', { input });
    return body.errors?.[0] ?? JSON.parse(body.data.many);
  };

  it(
    'literals name the place of what is wrong in them',
    wire.equal('strict', scalarCaptures, variableCaptures, graphqlJava),
    async () => {
      const prefix = 'Validation error of type WrongType: argument';
      expect(await literal('{ nested: { name: "x", url: "x" } }')).toBe(
        `${prefix} 'input.nested.url' with value 'StringValue{value='x'}' is not a valid 'AWSURL' @ 'many'`,
      );
      expect(await literal('{ many: [{ name: "x" }, { name: null }] }')).toBe(
        `${prefix} 'input.many[1].name' with value 'NullValue{}' must not be null @ 'many'`,
      );
      const nested =
        "ObjectValue{objectFields=[ObjectField{name='nested', value=ObjectValue{objectFields=[]}}]}";
      expect(await literal('{ nested: {} }')).toBe(
        `${prefix} 'input.nested' with value '${nested}' is missing required fields '[name]' @ 'many'`,
      );
      expect(await literal('[1]')).toBe(
        `${prefix} 'input' with value 'ArrayValue{values=[IntValue{value=1}]}' must be an object type @ 'many'`,
      );
      expect(await literal('{ other: 1.50 }')).toBe(
        `${prefix} 'input' with value 'ObjectValue{objectFields=[ObjectField{name='other', value=FloatValue{value=1.50}}]}' contains a field not in 'Deep': 'other' @ 'many'`,
      );
    },
  );

  it(
    'variables name the variable that lacks a value, or the field that has a wrong one',
    wire.equal('strict', scalarCaptures, variableCaptures),
    async () => {
      const locations = [{ line: 1, column: 9, sourceName: null }];
      expect(await variables({ nested: {} })).toEqual({
        path: null,
        locations,
        message: "Variable 'input' has coerced Null value for NonNull type 'String!'",
      });
      expect(await variables({ date: 'x' })).toEqual({
        path: null,
        locations,
        message: "Variable 'date' has an invalid value. Unable to parse `x` as a valid date.",
      });
      expect(await variables({ other: 1 })).toEqual({
        path: null,
        locations: null,
        message: "The variables input contains a field that is not defined for input object type 'Deep' ",
      });
      expect((await variables('x')).message).toBe(
        "Variable 'input' has an invalid value. Expected type 'Map' but was 'String'. Variables for input objects must be an instance of type 'Map'.",
      );
    },
  );

  it(
    'defaults fill what is absent, and one value stands for a list of it',
    fields.equal('core', graphqlJava),
    async () => {
      expect(await variables({ many: { name: 'x' }, nested: null })).toEqual({
        input: { many: [{ name: 'x' }], nested: null, size: 3 },
      });
    },
  );
});
