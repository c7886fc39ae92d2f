import { describe, expect, it } from 'vitest';
import { evaluateCode } from '../../../local/appsync/evaluate-code.ts';
import { environment } from './javascript/support.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { libraryCaptures, sdkClient } from '../../parity/sources.ts';

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
