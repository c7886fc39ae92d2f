import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIam } from '../../../local/iam/index.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { bedrockApi, bedrockPermissions, bedrockReference } from '../../parity/sources.ts';
import { create, testEnvironment } from '../support.ts';
import { openTestApi, type TestApi } from './harness.ts';

const sources = behaviours('Other data sources');

const pass = `
  export function request(ctx) { return ctx.args.input; }
  export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`;
/** As the guide has it, with a prompt of the caller's. */
const summarize = `
  import { invokeModel } from '@aws-appsync/utils/ai';
  export function request(ctx) {
    return invokeModel({
      modelId: 'amazon.titan-text-lite-v1',
      guardrailIdentifier: 'gr1',
      guardrailVersion: '2',
      guardrailTrace: 'ENABLED',
      body: { inputText: \`Summarize: \${ctx.args.text}\`, textGenerationConfig: { maxTokenCount: 512 } },
    });
  }
  export function response(ctx) { return ctx.result.results[0].outputText; }`;
const reply = `
  import { converse } from '@aws-appsync/utils/ai';
  export function request(ctx) {
    return converse({
      modelId: 'us.amazon.nova-lite-v1:0',
      system: [{ text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ text: ctx.args.text }] }],
      inferenceConfig: { maxTokens: 100 },
      guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: 'DRAFT', trace: 'enabled' },
    });
  }
  export function response(ctx) { return ctx.result.output.message.content[0].text; }`;

/** What the server was asked, as it came. */
interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: any;
  readonly signed: boolean;
}
let asked: Asked[] = [];
/** Called when a request came that is never answered. */
let onSlow: () => void;

let server: Server;
let api: TestApi;
let withoutEndpoint: TestApi;
let unreachable: TestApi;

const answers: Record<string, object> = {
  invoke: { results: [{ outputText: 'In short.' }] },
  converse: {
    output: { message: { role: 'assistant', content: [{ text: 'Hello.' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
    metrics: { latencyMs: 7 },
  },
};

beforeAll(async () => {
  const iam = createIam({ environment: testEnvironment() });
  const role = (RoleName: string, ...Statement: object[]) =>
    create(iam.resources, 'AWS::IAM::Role', {
      RoleName,
      AssumeRolePolicyDocument: { Statement: [] },
      Policies: [{ PolicyName: 'models', PolicyDocument: { Statement } }],
    });
  const allow = (Action: string, Resource: string | string[], Condition?: object) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition ? { Condition } : {}),
  });
  const models = 'arn:aws:bedrock:us-east-1::foundation-model';
  await role('models', allow('bedrock:*', '*'));
  await role('few', allow('bedrock:InvokeModel', `${models}/amazon.*`));
  await role(
    'guarded',
    allow('bedrock:InvokeModel', `${models}/*`, {
      StringEquals: {
        'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1:2',
      },
    }),
    allow('bedrock:ApplyGuardrail', 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1'),
  );
  // Answers as Bedrock does, in the few ways that are asked for here, and checks every signature.
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = request.url!;
      const body = Buffer.concat(chunks);
      const verified = iam.verify({
        method: request.method!,
        path: url,
        rawQuery: '',
        headers: request.headers,
        body,
      });
      const signed = verified.ok && verified.service === 'bedrock' && verified.region === 'us-east-1';
      asked.push({ url, headers: request.headers, body: JSON.parse(body.toString()), signed });
      if (url.includes('slow')) return onSlow();
      if (url.includes('refused')) {
        response.writeHead(400, {
          'content-type': 'application/json',
          'x-amzn-errortype': 'ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/',
          'x-amzn-requestid': '0b1f8c4e-0000-4000-8000-000000000001',
        });
        return response.end(JSON.stringify({ message: 'The provided model identifier is invalid.' }));
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answers[url.split('/').at(-1)!]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const open = (bedrockEndpoint: string | undefined) => {
    const source = (name: string) => ({
      Type: 'AMAZON_BEDROCK_RUNTIME',
      ServiceRoleArn: `arn:aws:iam::123456789012:role/${name}`,
    });
    return openTestApi({
      schema: `type Query {
        ask(input: AWSJSON): AWSJSON few(input: AWSJSON): AWSJSON guarded(input: AWSJSON): AWSJSON
        summarize(text: String!): String reply(text: String!): String
      }`,
      dataSources: { models: source('models'), few: source('few'), guarded: source('guarded') },
      resolvers: {
        'Query.ask': { dataSource: 'models', code: pass },
        'Query.few': { dataSource: 'few', code: pass },
        'Query.guarded': { dataSource: 'guarded', code: pass },
        'Query.summarize': { dataSource: 'models', code: summarize },
        'Query.reply': { dataSource: 'models', code: reply },
      },
      ports: { iam, ...(bedrockEndpoint === undefined ? {} : { bedrockEndpoint }) },
    });
  };
  api = await open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  withoutEndpoint = await open(undefined);
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  unreachable = await open(`http://127.0.0.1:${port}`);
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await Promise.all([api, withoutEndpoint, unreachable].map((each) => each?.close()));
  server?.closeAllConnections();
  server?.close();
});

/** What the resolver that passes everything on answers; fails when the field is in error. */
async function send(input: object, field = 'ask', of = api): Promise<{ result: any; error: any }> {
  const body = await of.query(`query Q($input: AWSJSON) { value: ${field}(input: $input) }`, {
    input: JSON.stringify(input),
  });
  expect(body.errors).toBeUndefined();
  return JSON.parse(body.data.value);
}

async function refusal(input: object, of = api): Promise<{ errorType: string; message: string }> {
  const body = await of.query('query Q($input: AWSJSON) { ask(input: $input) }', {
    input: JSON.stringify(input),
  });
  return body.errors[0];
}

const invocation = (modelId: string, more: object = {}) => ({
  operation: 'InvokeModel',
  modelId,
  body: { inputText: 'Hi' },
  ...more,
});

describe('Bedrock', sources.equal('complete', bedrockReference, bedrockApi), () => {
  it('invokes a model with a body of its own, under a guardrail, and has its answer, parsed', async () => {
    const body = await api.query('{ summarize(text: "much") }');
    expect(body).toEqual({ data: { summarize: 'In short.' } });
    expect(asked[0]).toMatchObject({
      url: '/model/amazon.titan-text-lite-v1/invoke',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-amzn-bedrock-guardrailidentifier': 'gr1',
        'x-amzn-bedrock-guardrailversion': '2',
        'x-amzn-bedrock-trace': 'ENABLED',
      },
      body: { inputText: 'Summarize: much', textGenerationConfig: { maxTokenCount: 512 } },
    });
  });

  it('converses with a model, under a guardrail', async () => {
    const body = await api.query('{ reply(text: "Hi") }');
    expect(body).toEqual({ data: { reply: 'Hello.' } });
    expect(asked[0]!.url).toBe('/model/us.amazon.nova-lite-v1%3A0/converse');
    expect(asked[0]!.body).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      system: [{ text: 'Be brief.' }],
      inferenceConfig: { maxTokens: 100 },
      guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: 'DRAFT', trace: 'enabled' },
    });
  });

  it('hands the whole answer of Converse to the response handler', async () => {
    const { result, error } = await send({ operation: 'Converse', modelId: 'm', messages: [] });
    expect(error).toBeNull();
    expect(result).toEqual(answers.converse);
  });

  it('takes tools, their uses and their results', async () => {
    const toolConfig = {
      tools: [{ toolSpec: { name: 'stock', inputSchema: { json: { type: 'object', default: null } } } }],
      toolChoice: { auto: {} },
    };
    const messages = [
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'stock', input: { sku: null } } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ json: { left: null } }] } }] },
    ];
    await send({ operation: 'Converse', modelId: 'm', messages, toolConfig });
    expect(asked[0]!.body).toEqual({ messages, toolConfig });
  });

  it('takes the ARN of a model', async () => {
    const arn = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-lite-v1';
    await send(invocation(arn));
    expect(asked[0]!.url).toBe(`/model/${encodeURIComponent(arn)}/invoke`);
  });

  it('signs each request for bedrock, as its role', async () => {
    await api.query('{ summarize(text: "ü") reply(text: "Hi") }');
    expect(asked.map(({ signed }) => signed)).toEqual([true, true]);
  });

  it(
    'sends no member that is null, and variables of a prompt as one map',
    sources.assumed('strict', 'as an AWS SDK would', bedrockApi),
    async () => {
      await send({
        operation: 'Converse',
        modelId: 'm',
        messages: [{ role: 'user', content: [{ text: 'Hi', guardContent: null }] }],
        toolConfig: null,
        promptVariables: [{ genre: { text: 'pop' } }, { number: { text: '3' } }],
      });
      expect(asked[0]!.body).toEqual({
        messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
        promptVariables: { genre: { text: 'pop' }, number: { text: '3' } },
      });
    },
  );
});

describe('the role of a Bedrock data source', sources.equal('complete', bedrockPermissions), () => {
  const denied = async (modelId: string, more?: object, field = 'few') => {
    const { error } = await send(invocation(modelId, more), field);
    return error && [error.type, /perform: (\S+) on resource: (\S+)/.exec(error.message)?.slice(1)];
  };

  it('must be allowed to invoke the model, for Converse, too', async () => {
    expect(await denied('amazon.titan-text-lite-v1')).toBeNull();
    const { error } = await send({ operation: 'Converse', modelId: 'meta.llama3', messages: [] }, 'few');
    expect(error).toMatchObject({ type: 'BedrockRuntime:AccessDeniedException' });
    expect(error.message).toMatch(
      /^User: arn:aws:sts::123456789012:assumed-role\/few\/APPSYNC_ASSUME_ROLE is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model\/meta.llama3 because no identity-based policy allows the bedrock:InvokeModel action \(Service: BedrockRuntime, Status Code: 403, /,
    );
    expect(asked).toHaveLength(1);
  });

  it('must be allowed an inference profile as well as the model behind it', async () => {
    expect(await denied('us.amazon.nova-lite-v1:0')).toEqual([
      'BedrockRuntime:AccessDeniedException',
      [
        'bedrock:InvokeModel',
        'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0',
      ],
    ]);
  });

  it('may be bound to a guardrail', async () => {
    const guardrail = { guardrailIdentifier: 'gr1', guardrailVersion: '2' };
    expect(await denied('meta.llama3', guardrail, 'guarded')).toBeNull();
    expect(await denied('meta.llama3', {}, 'guarded')).toEqual([
      'BedrockRuntime:AccessDeniedException',
      ['bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/meta.llama3'],
    ]);
    expect(await denied('amazon.titan', guardrail)).toEqual([
      'BedrockRuntime:AccessDeniedException',
      ['bedrock:ApplyGuardrail', 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1'],
    ]);
  });
});

describe('Bedrock that fails', () => {
  it(
    'gives its refusals to the response handler',
    sources.assumed('complete', 'that the type begins with BedrockRuntime', bedrockApi),
    async () => {
      expect(await send(invocation('refused'))).toEqual({
        result: null,
        error: {
          type: 'BedrockRuntime:ValidationException',
          message:
            'The provided model identifier is invalid. (Service: BedrockRuntime, Status Code: 400, Request ID: 0b1f8c4e-0000-4000-8000-000000000001)',
        },
      });
    },
  );

  it(
    'is given up after ten seconds',
    sources.assumed('complete', 'ten seconds are documented, the error is not', bedrockReference),
    async () => {
      const slow = new Promise<void>((resolve) => (onSlow = resolve));
      const answer = send(invocation('slow'));
      await slow;
      api.clock.advance(10_000);
      expect((await answer).error).toEqual({
        type: 'BedrockRuntime:SdkClientException',
        message: 'Client execution did not complete before the specified timeout configuration: 10000 millis',
      });
    },
  );

  it('may not be reached', sources.assumed('strict', 'type and text', bedrockReference), async () => {
    const { error } = await send(invocation('m'), 'ask', unreachable);
    expect(error.type).toBe('BedrockRuntime:SdkClientException');
    expect(error.message).toMatch(/^Unable to execute HTTP request: .*ECONNREFUSED/);
  });

  it.each([
    [{}, "Value for field '$[operation]' not found."],
    [
      { operation: 'InvokeModelWithResponseStream' },
      "Value for field '$[operation]' must be one of [InvokeModel, Converse], not 'InvokeModelWithResponseStream'.",
    ],
    [{ operation: 'InvokeModel', body: {} }, "Value for field '$[modelId]' not found."],
    [{ operation: 'InvokeModel', modelId: 'm' }, "Value for field '$[body]' not found."],
    [{ operation: 'InvokeModel', modelId: 7, body: {} }, "Value for field '$[modelId]' must be a text."],
    [{ operation: 'Converse', modelId: 'm' }, "Value for field '$[messages]' not found."],
    [{ operation: 'Converse', modelId: 'm', messages: [], stream: true }, "Unsupported element '$[stream]'."],
  ])(
    '%j fails its field: %s',
    sources
      .assumed('strict', 'the texts', bedrockReference)
      .as('Bedrock: a request with a member that is missing, impossible or not known fails its field'),
    async (input, message) => {
      expect(await refusal(input)).toMatchObject({ errorType: 'MappingTemplate', message });
      expect(asked).toEqual([]);
    },
  );

  it(
    'has no models of its own on a laptop',
    sources.absent('complete', 'a field error says how to give it an endpoint', bedrockReference),
    async () => {
      expect(await refusal(invocation('m'), withoutEndpoint)).toMatchObject({
        errorType: 'UnsupportedOperation',
        message:
          "Data source models asks Amazon Bedrock, which this local cloud does not run. Give it an endpoint that speaks Bedrock's protocol: start({ bedrockEndpoint }), or --bedrock <url>.",
      });
    },
  );
});
