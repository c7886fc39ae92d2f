import { describe, expect, it } from 'vitest';
import { run, valueOf } from './support.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import { bedrockCaptures, bedrockReference, utilTypes } from '../../../parity/sources.ts';

const library = behaviours('APPSYNC_JS: the library');
const head = `import { invokeModel, converse } from '@aws-appsync/utils/ai'`;

describe('@aws-appsync/utils/ai', library.equal('complete', bedrockReference, utilTypes), () => {
  it('invokeModel makes a request to InvokeModel', () => {
    const payload = `{ modelId: 'amazon.titan-text-lite-v1', body: { inputText: 'Hi' }, guardrailIdentifier: 'g1' }`;
    expect(valueOf(`invokeModel(${payload})`, {}, head)).toEqual({
      operation: 'InvokeModel',
      modelId: 'amazon.titan-text-lite-v1',
      body: { inputText: 'Hi' },
      guardrailIdentifier: 'g1',
    });
  });

  it('converse makes a request to Converse', () => {
    const messages = `[{ role: 'user', content: [{ text: ctx.args.prompt }] }]`;
    const expression = `converse({ modelId: 'amazon.nova-lite-v1:0', messages: ${messages} })`;
    expect(valueOf(expression, { arguments: { prompt: 'Hi' } }, head)).toEqual({
      operation: 'Converse',
      modelId: 'amazon.nova-lite-v1:0',
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    });
  });

  it(
    'leaves out what it is not given',
    library.differs('strict', 'the object that was captured has null for it', bedrockCaptures),
    () => {
      const expression = `converse({ modelId: 'm', messages: [], system: [{ text: 'Be brief.' }] })`;
      expect(valueOf(expression, {}, head)).toMatchObject({ system: [{ text: 'Be brief.' }] });
      expect(Object.keys((valueOf(expression, {}, head) as { system: object[] }).system[0]!)).toEqual([
        'text',
      ]);
    },
  );

  it('takes an object', library.assumed('strict', 'the text', utilTypes), () => {
    expect(run('return converse("Hi")', {}, head).error?.message).toContain('converse: expected an object');
  });
});
