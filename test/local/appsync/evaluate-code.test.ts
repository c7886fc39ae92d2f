import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../local/core/clock.ts';
import { evaluateCheckedCode, evaluateCode } from '../../../local/appsync/evaluate-code.ts';
import { createTypeChecker } from '../../../local/appsync/type-check/thread.ts';
import { environment } from './javascript/support.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { evaluateNotes, libraryCaptures, sdkClient } from '../../parity/sources.ts';

const evaluation = behaviours('EvaluateCode');
const invalidRequest = evaluation.equal('strict', sdkClient).as('EvaluateCode: refuses an invalid request');

const code = `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  ctx.stash.seen = true;
  console.log('current id', ctx.args.id);
  util.appendError('Hm');
  return { id: ctx.arguments.id };
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
}`;
const runtime = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };
const context = JSON.stringify({ arguments: { id: 'record-id' }, result: [1] });

describe('EvaluateCode', evaluation.equal('complete', sdkClient, libraryCaptures), () => {
  it('answers result, stash, errors and logs as JSON texts', () => {
    const answer = evaluateCode({ runtime, code, context, function: 'request' }, environment);
    expect(answer.error).toBeUndefined();
    expect(JSON.parse(answer.evaluationResult!)).toEqual({ id: 'record-id' });
    expect(JSON.parse(answer.stash!)).toEqual({ seen: true });
    expect(JSON.parse(answer.outErrors!)).toMatchObject([{ message: 'Hm' }]);
    expect(answer.logs).toEqual(['INFO - code.js:4:3: "current id" "record-id"']);
  });

  it('answers the message of an error that the handler raised', () => {
    const failing = JSON.stringify({ error: { message: 'No', type: 'T' } });
    const answer = evaluateCode({ runtime, code, context: failing, function: 'response' }, environment);
    expect(answer.error).toEqual({ message: 'No' });
    expect(answer.evaluationResult).toBeUndefined();
  });

  it('answers the errors for which code is refused', () => {
    const { error } = evaluateCode({ runtime, code: 'x++', context }, environment);
    expect(error?.message).toBe('The code contains one or more errors.');
    expect(error?.codeErrors?.map(({ errorType }) => errorType)).toContain('UNSUPPORTED_SYNTAX_TYPE');
  });

  it.each([
    [null],
    [{ code, context }],
    [{ runtime: { name: 'NODE', runtimeVersion: '1.0.0' }, code, context }],
    [{ runtime, code: '', context }],
    [{ runtime, code: 'x'.repeat(32_769), context }],
    [{ runtime, code, context: '{' }],
    [{ runtime, code, context: '[]' }],
    [{ runtime, code, context: `{"a":"${'x'.repeat(28_000)}"}` }],
    [{ runtime, code, context, function: 'both' }],
  ])('refuses an invalid request %#', invalidRequest, (body) => {
    expect(() => evaluateCode(body, environment)).toThrowError(
      expect.objectContaining({ name: 'BadRequestException', statusCode: 400 }) as Error,
    );
  });
});

describe('EvaluateCode: types', evaluation.equal('complete', libraryCaptures), () => {
  const types = createTypeChecker(systemClock);
  afterAll(() => types.close());
  const errorsOf = async (code: string) => {
    const { error } = await evaluateCheckedCode({ runtime, code, context }, environment, types);
    return error?.codeErrors?.map(({ errorType, value }) => [errorType, value]);
  };
  const head = "import { util } from '@aws-appsync/utils';";
  const body = (statement: string) =>
    `${head}\nexport function request(ctx) {\n${statement}\n}\nexport function response() {}`;

  it.each([
    [
      'util.autoID();',
      "code.js(3,6): error TS2551: Property 'autoID' does not exist on type 'Util'. Did you mean 'autoId'?",
    ],
    [
      'util.parseJson("{}");',
      "code.js(3,6): error TS2339: Property 'parseJson' does not exist on type 'Util'.",
    ],
    ['return [missing];', "code.js(3,9): error TS2304: Cannot find name 'missing'."],
    ['let a = 1; a = "x";', "code.js(3,12): error TS2322: Type 'string' is not assignable to type 'number'."],
    ['return ctx.;', 'code.js(3,12): error TS1003: Identifier expected.'],
  ])('says what TypeScript finds in %s', async (statement, value) => {
    expect(await errorsOf(body(statement))).toEqual([['PARSE_ERROR', value]]);
  });

  it(
    'refuses a comparison that can never be true',
    evaluation.equal('complete', libraryCaptures, evaluateNotes),
    async () => {
      expect(await errorsOf(body('const a = "x"; if (a === 1) return 1;'))).toEqual([
        [
          'PARSE_ERROR',
          "code.js(3,20): error TS2367: This comparison appears to be unintentional because the types 'string' and 'number' have no overlap.",
        ],
      ]);
    },
  );

  it('puts them beside the other errors, in the order of the text', async () => {
    expect(await errorsOf(body('ctx.n++;\nutil.autoID();\nreturn String(ctx.n);'))).toMatchObject([
      ['UNSUPPORTED_SYNTAX_TYPE', expect.any(String)],
      ['PARSE_ERROR', expect.stringContaining('TS2551')],
      ['INVALID_FUNCTION_INVOCATION', 'Invalid function: String'],
    ]);
  });

  it('lets through what is sound, and answers many at once', async () => {
    const asked = Array.from({ length: 100 }, (_, index) =>
      evaluateCheckedCode(
        { runtime, code: index % 2 ? code : body(`return ${index};`), context },
        environment,
        types,
      ),
    );
    for (const { error } of await Promise.all(asked)) expect(error).toBeUndefined();
  });
});
