import { describe, expect, it } from 'vitest';
import { compile } from '../../../../local/appsync/javascript/index.ts';
import { contextWith, environment, run, valueOf } from './support.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import {
  bundling,
  contextReference,
  evaluateNotes,
  libraryCaptures,
  overview,
  runtimeUtilities,
} from '../../../parity/sources.ts';

const handlers = behaviours('APPSYNC_JS: handlers');
const keptStash = handlers.equal('core', contextReference);
const freshModule = handlers.assumed('strict', 'no state is kept between evaluations');
const noFunction = handlers.assumed('strict', 'the text is from one third party', evaluateNotes);

const utils = `import { util } from '@aws-appsync/utils'`;

describe('evaluating a handler', handlers.equal('core', overview), () => {
  it('runs a bundle as esbuild writes it', handlers.equal('core', bundling), () => {
    const code = [
      `import{util as u}from"@aws-appsync/utils";import*as d from"@aws-appsync/utils/dynamodb";`,
      `var p="P#",k=n=>p+n;function a(e){return d.get({key:{pk:k(e.args.id)}})}var b=e=>e.result;`,
      `export{a as request,b as response};`,
      `//# sourceMappingURL=data:application/json;base64,e30=`,
    ].join('\n');
    const { result, error } = compile(code, environment).evaluate(
      'request',
      contextWith({ arguments: { id: '1' } }),
    );
    expect(error).toBeUndefined();
    expect(result).toEqual({ operation: 'GetItem', key: { pk: { S: 'P#1' } } });
  });

  it('runs code without spare whitespace', handlers.equal('core', bundling), () => {
    const body = 'for(const a of[1,2]){if(a===2)return[ctx.args.x[a]]}return{}';
    expect(run(body, { arguments: { x: { 2: 'two' } } }).result).toEqual(['two']);
    expect(run('const{x}=ctx.args;return[...x]', { arguments: { x: [1] } }).result).toEqual([1]);
    expect(run('return typeof ctx.args.x', { arguments: { x: 'a' } }).result).toBe('string');
  });

  it('answers null for undefined', () => expect(run('').result).toBeNull());

  it('keeps the stash and nothing else of what the code changes', keptStash, () => {
    const members = { arguments: { list: [1] }, stash: { a: 1 } };
    const { result, stash } = run(
      'ctx.args.list.push(2); ctx.stash.b = ctx.args.list; return ctx.arguments',
      members,
    );
    expect(result).toEqual({ list: [1, 2] });
    expect(stash).toEqual({ a: 1, b: [1, 2] });
    expect(members).toEqual({ arguments: { list: [1] }, stash: { a: 1 } });
  });

  it('runs the top level of the module anew for each evaluation', freshModule, () => {
    const code = compile(
      `let calls = 0; export function request() { calls += 1; return calls } export function response() {}`,
      environment,
    );
    expect(code.evaluate('request', contextWith()).result).toBe(1);
    expect(code.evaluate('request', contextWith()).result).toBe(1);
  });

  it('leaves selection sets out of a serialised info', handlers.equal('complete', contextReference), () => {
    expect(valueOf('JSON.parse(JSON.stringify(ctx.info))')).toEqual({
      fieldName: 'thing',
      parentTypeName: 'Query',
      variables: {},
    });
    expect(valueOf('ctx.info.selectionSetList')).toEqual([]);
  });
});

describe('leaving a handler', handlers.equal('core', runtimeUtilities), () => {
  it('raises util.error with its type, data and info', () => {
    const { error, result } = run(`util.error('No', 'Shop.No', { a: 1 }, { b: 2 })`, {}, utils);
    expect(error).toEqual({ message: 'No', errorType: 'Shop.No', data: { a: 1 }, errorInfo: { b: 2 } });
    expect(result).toBeNull();
  });

  it('raises from within an array callback', () => {
    const { error } = run(`[1, 2].forEach((n) => { util.error('at ' + n) }); return 1`, {}, utils);
    expect(error?.message).toBe('at 1');
  });

  it('goes on after util.appendError', () => {
    const { result, appendedErrors } = run(`util.appendError('Hm', 'T'); return 1`, {}, utils);
    expect(result).toBe(1);
    expect(appendedErrors).toEqual([{ message: 'Hm', errorType: 'T', data: null, errorInfo: null }]);
  });

  it('marks util.unauthorized', handlers.equal('core', libraryCaptures), () => {
    expect(run('util.unauthorized()', {}, utils).error).toMatchObject({
      message: 'Unauthorized',
      unauthorized: true,
    });
  });

  it('returns early, to the next function or to the end', () => {
    expect(run('runtime.earlyReturn({ a: 1 }); return 2')).toMatchObject({
      result: { a: 1 },
      earlyReturn: { skipTo: 'NEXT' },
    });
    expect(run(`runtime.earlyReturn({}, { skipTo: 'END' })`).earlyReturn).toEqual({ skipTo: 'END' });
  });
});

describe('faults and logs', handlers.equal('strict', libraryCaptures), () => {
  it('locates a fault in the code as it was given', () => {
    const { error } = run('const a = 1 + ctx.args.n;\n  for (const x of [1]) { missing(x) }\n  return a');
    expect(error).toMatchObject({
      errorType: 'Code',
      message: 'code.js:4:26: ReferenceError: missing is not defined',
    });
  });

  it('names what is no function', noFunction, () => {
    expect(run('return ctx.args.f.call(1)', { arguments: { f: {} } }).error?.message).toMatch(
      /^code\.js:3:\d+: Invalid function: call$/,
    );
  });

  it('writes console lines with place and level', () => {
    const { logs } = run('  console.log("current id", ctx.args.id);\n  console.error({ a: 1 });', {
      arguments: { id: 'record-id' },
    });
    expect(logs).toEqual(['INFO - code.js:3:3: "current id" "record-id"', 'ERROR - code.js:4:3: {"a":1}']);
  });
});
