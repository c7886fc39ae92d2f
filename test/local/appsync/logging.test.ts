import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FieldLogLevel } from '../../../local/appsync/logging/request-log.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { logConfig, mappingLogs, monitoring, xray } from '../../parity/sources.ts';
import { create } from '../support.ts';
import { echo, openTestApi, type TestApi } from './harness.ts';

const logs = behaviours('Logs and metrics');
const told = logs.equal('complete', monitoring);

let api: TestApi;
let lines: string[] = [];
afterEach(() => api?.close());

async function open(FieldLogLevel?: FieldLogLevel, more: object = {}) {
  lines = [];
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        thing(id: ID, secretPassword: String): Thing
        failing: Int
        big: String
      }
      type Mutation {
        say: Thing
      }
      type Subscription {
        said: Thing @aws_subscribe(mutations: ["say"])
      }
      type Thing {
        id: ID!
        name: String
      }
    `,
    api: FieldLogLevel
      ? { LogConfig: { FieldLogLevel, CloudWatchLogsRoleArn: 'arn:aws:iam::1:role/logs', ...more } }
      : {},
    functions: {
      step: {
        code: `
          export function request(ctx) { console.log('asked for', ctx.args.id); return { payload: { id: 'a' } }; }
          export function response(ctx) { return ctx.result; }`,
      },
    },
    resolvers: {
      'Query.thing': { code: echo('null').replace('ctx.result', 'ctx.prev.result'), functions: ['step'] },
      'Query.failing': {
        code: `
          import { util } from '@aws-appsync/utils';
          export function request(ctx) { console.error('so it fails'); return { payload: 1 }; }
          export function response(ctx) { util.error('No', 'Refused'); }`,
      },
      'Mutation.say': { code: echo("{ id: 'a' }") },
      'Query.big': { code: echo(`'${'x'.repeat(2_000)}'`) },
    },
    onLog: (line) => lines.push(line),
  });
  lines.length = 0;
}
const group = () => `/aws/appsync/apis/${api.appsync.apis()[0]!.definition.apiId}`;
/** What the log group was sent: objects for JSON, texts else. */
const events = (): any[] =>
  lines
    .filter((line) => line.includes(group()))
    .map((line) => line.slice(line.indexOf(group()) + group().length + 1))
    .map((text) => (text.startsWith('{') ? JSON.parse(text) : text));
const ofType = (type: string) => events().filter(({ logType }) => logType === type);
const arnOf = (coordinate: string) =>
  `${api.appsync.apis()[0]!.definition.arn}/types/${coordinate.replace('.', '/fields/')}`;

describe('a request', () => {
  it('is summed up with its status and times, tagged with its id', told, async () => {
    await open('NONE');
    const { headers } = await api.post({ query: '{ thing { id } }' });
    const requestId = headers.get('x-amzn-requestid');
    const { apiId } = api.appsync.apis()[0]!.definition;
    expect(ofType('RequestSummary')).toEqual([
      {
        logType: 'RequestSummary',
        requestId,
        graphQLAPIId: apiId,
        statusCode: 200,
        latency: expect.any(Number),
      },
    ]);
    expect(ofType('ExecutionSummary')).toEqual([
      {
        duration: expect.any(Number),
        logType: 'ExecutionSummary',
        requestId,
        graphQLAPIId: apiId,
        startTime: '2026-01-01T00:00:00.000Z',
        endTime: '2026-01-01T00:00:00.000Z',
        parsing: { startOffset: 0, duration: 0 },
        version: 1,
        validation: { startOffset: 0, duration: 0 },
      },
    ]);
    expect(events()).toContain(`${requestId} Tokens Consumed: 1`);
  });

  it('that is refused is summed up with its status, and has none for an execution', told, async () => {
    await open('NONE');
    await api.post({ query: '{ thing { id } }' }, {});
    expect(ofType('RequestSummary')).toMatchObject([{ statusCode: 401 }]);
    expect(ofType('ExecutionSummary')).toEqual([]);
  });

  it(
    'shows its document and headers unless verbose content is excluded; secrets never',
    logs
      .equal('complete', monitoring, logConfig)
      .noting('the texts of these two are not established; the service masks less'),
    async () => {
      await open('NONE');
      const body = {
        query: 'query ($p: String) { thing(secretPassword: $p) { id } }',
        variables: { p: 'x' },
      };
      await api.post(body, { 'x-api-key': api.key, 'x-tag': 'blue' });
      const text = events().join('\n');
      expect(text).toContain('GraphQL Query: query ($p: String)');
      expect(text).toMatch(/Request Headers: .*"x-tag":"blue"/);
      expect(text).toMatch(/Response Headers: .*x-amzn-RequestId/);
      expect(text).not.toContain(api.key);
      await api.close();
      await open('ALL', { ExcludeVerboseContent: true });
      await api.post(body);
      expect(lines.join('\n')).not.toMatch(/GraphQL Query|Headers:|transformedTemplate|"context"/);
    },
  );

  it(
    'for a subscription is logged when it is registered, and when it is refused',
    logs
      .equal('complete', monitoring)
      .noting('the events of one are not established; here they are those of a request'),
    async () => {
      await open('ALL');
      const header = { host: 'localhost', 'x-api-key': api.key };
      const socket = new WebSocket(`${api.url.replace('http:', 'ws:')}/realtime`, [
        'graphql-ws',
        `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`,
      ]);
      const types: string[] = [];
      socket.on('message', (data) => types.push(JSON.parse(String(data)).type));
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      const start = (id: string, authorization: object) =>
        socket.send(
          JSON.stringify({
            id,
            type: 'start',
            payload: {
              data: JSON.stringify({ query: 'subscription { said { id } }' }),
              extensions: { authorization },
            },
          }),
        );
      start('1', header);
      await expect.poll(() => types).toContain('start_ack');
      start('2', { ...header, 'x-api-key': 'da2-wrong' });
      await expect.poll(() => types).toContain('error');
      expect(ofType('RequestSummary').map(({ statusCode }) => statusCode)).toEqual([200, 401]);
      expect(events().join()).toContain('GraphQL Query: subscription { said { id } }');
      lines.length = 0;
      await api.query('mutation { say { id } }');
      await expect.poll(() => types).toContain('data');
      // What is delivered is not told of again.
      expect(ofType('Tracing').map(({ parentType }) => parentType)).not.toContain('Subscription');
      socket.terminate();
    },
  );

  it('of an API without a LogConfig leaves no log', logs.equal('core', logConfig), async () => {
    await open();
    await api.query('{ thing { id } }');
    expect(events()).toEqual([]);
  });
});

describe('fields', () => {
  const mapping = logs
    .equal('complete', monitoring, mappingLogs)
    .noting('some members are not established, nor what they are called for APPSYNC_JS');
  const query = '{ thing(id: "1") { id name } failing }';

  it('are traced each under ALL, with the resolver where there is one', told, async () => {
    await open('ALL');
    await api.query(query);
    expect(ofType('Tracing').map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['thing', 'failing', 'thing.id', 'thing.name']),
    );
    const [root] = ofType('Tracing').filter(({ fieldName }) => fieldName === 'thing');
    expect(root).toEqual({
      duration: expect.any(Number),
      logType: 'Tracing',
      path: ['thing'],
      fieldName: 'thing',
      startOffset: expect.any(Number),
      resolverArn: arnOf('Query.thing'),
      requestId: expect.any(String),
      graphQLAPIId: expect.any(String),
      parentType: 'Query',
      returnType: 'Thing',
    });
    const [leaf] = ofType('Tracing').filter(({ fieldName }) => fieldName === 'id');
    expect(leaf).toMatchObject({ path: ['thing', 'id'], parentType: 'Thing', returnType: 'ID!' });
    expect(leaf).not.toHaveProperty('resolverArn');
  });

  it('show what each handler made of its context under ALL', mapping, async () => {
    await open('ALL');
    await api.query(query);
    const [asked] = ofType('RequestMapping').filter(({ functionName }) => functionName === 'step');
    expect(asked).toMatchObject({
      path: ['thing'],
      fieldName: 'thing',
      parentType: 'Query',
      resolverArn: arnOf('Query.thing'),
      fieldInError: false,
      context: { arguments: { id: '1' }, stash: {}, outErrors: [] },
      transformedTemplate: '{"payload":{"id":"a"}}',
    });
    expect(ofType('ResponseMapping').filter(({ fieldInError }) => fieldInError)).toMatchObject([
      { fieldName: 'failing', errors: ['No'] },
    ]);
  });

  it.each<[FieldLogLevel, string[], boolean]>([
    ['NONE', [], false],
    ['ERROR', ['failing', 'failing'], false],
    ['INFO', ['failing', 'failing'], true],
    ['DEBUG', ['failing', 'failing'], true],
  ])(
    'of the level %s show what is in error, and from INFO on what handlers said; none is traced',
    logs
      .equal('complete', monitoring)
      .as('each level of field logs shows its own: errors, then messages, then all'),
    async (level, mapped, said) => {
      await open(level);
      await api.query(query);
      const names = [...ofType('RequestMapping'), ...ofType('ResponseMapping')].map(
        ({ fieldName }) => fieldName,
      );
      expect(names).toEqual(mapped);
      expect(ofType('Tracing')).toEqual([]);
      const texts = events().join('\n');
      expect(texts.includes('asked for')).toBe(said);
      expect(texts.includes('so it fails')).toBe(level !== 'NONE');
    },
  );

  it('are cut off after 1 MB of a request', logs.equal('strict', monitoring), async () => {
    await open('ALL');
    await api.query(`{ ${Array.from({ length: 900 }, (_, index) => `a${index}: big`).join(' ')} }`);
    const size = lines
      .filter((line) => line.includes(group()))
      .reduce((sum, line) => sum + line.length - line.indexOf(group()) - group().length - 1, 0);
    expect(size).toBeGreaterThan(1_000_000);
    expect(size).toBeLessThanOrEqual(1024 * 1024);
  });

  it(
    'refuse a level that is none',
    logs.equal('strict', logConfig).noting('the text is not established'),
    async () => {
      await expect(open('SOME' as FieldLogLevel)).rejects.toThrow('FieldLogLevel');
    },
  );
});

describe('what is not kept on a laptop is said to be so', () => {
  it(
    'segments for X-Ray: the traces of the local cloud show the same parts of a request',
    logs.absent('complete', 'the setting is read back by the SDK, and no segments are sent', xray),
    async () => {
      await open();
      const provider = api.appsync.providers;
      const { attributes } = await create(provider, 'AWS::AppSync::GraphQLApi', {
        Name: 'traced',
        AuthenticationType: 'API_KEY',
        XrayEnabled: true,
      });
      const { ApiId } = attributes as { ApiId: string };
      const traced = api.appsync.apis().find(({ definition }) => definition.apiId === ApiId)!;
      expect([traced.definition.xrayEnabled, traced.traces]).toEqual([true, undefined]);
    },
  );
});
