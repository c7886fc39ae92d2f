import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/core/aws-error.ts';
import type { EventBuses, EventEntry, Principal } from '../../../local/core/ports.ts';
import { start } from '../../../local/index.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { eventBridgeReference, requestCaptures } from '../../parity/sources.ts';
import { orderingApp } from '../events/app.ts';
import { openTestApi, type TestApi } from './harness.ts';

const events = behaviours('Other data sources');
const busArn = 'arn:aws:events:us-east-1:123456789012:event-bus/orders';

const put: { entries: readonly EventEntry[]; principal?: Principal }[] = [];
/** A bus that refuses events of one source, and everything on a day off. */
const buses: EventBuses = {
  async putEvents(entries, principal) {
    if (entries[0]!.Source === 'day-off') throw new AwsError('AccessDeniedException', 'not today');
    put.push({ entries, principal });
    const Entries = entries.map(({ Source }, index) =>
      Source === 'wrong' ? { ErrorCode: 'InternalFailure', ErrorMessage: 'no' } : { EventId: `id-${index}` },
    );
    return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
  },
};

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({
    schema: 'type Query { put(request: AWSJSON): AWSJSON }',
    dataSources: {
      bus: {
        Type: 'AMAZON_EVENTBRIDGE',
        ServiceRoleArn: 'arn:aws:iam::123456789012:role/putter',
        EventBridgeConfig: { EventBusArn: busArn },
      },
    },
    resolvers: {
      'Query.put': {
        dataSource: 'bus',
        code: `export function request(ctx) { return ctx.args.request; }
          export function response(ctx) { return { result: ctx.result, error: ctx.error }; }`,
      },
    },
    ports: { events: buses },
  });
});
afterAll(() => api.close());

async function ask(request: object): Promise<any> {
  const { data, errors } = await api.query('query ($request: AWSJSON) { put(request: $request) }', {
    request: JSON.stringify(request),
  });
  return errors ? { failed: errors[0] } : JSON.parse(data.put);
}
const event = { source: 'shop', detailType: 'OrderPlaced', detail: { id: 7 } };

describe('EventBridge', events.equal('complete', eventBridgeReference), () => {
  it('puts events on the bus of the data source, as its role', async () => {
    const time = '2026-01-01T00:00:01Z';
    const { result, error } = await ask({
      operation: 'PutEvents',
      events: [{ ...event, resources: ['arn:a'], time }, event],
    });
    expect([result, error]).toEqual([
      { Entries: [{ EventId: 'id-0' }, { EventId: 'id-1' }], FailedEntryCount: 0 },
      null,
    ]);
    expect(put[0]!.entries[0]).toEqual({
      EventBusName: busArn,
      Source: 'shop',
      DetailType: 'OrderPlaced',
      Detail: '{"id":7}',
      Resources: ['arn:a'],
      Time: Date.parse(time) / 1000,
    });
    expect(put[0]!.principal?.roleArn).toBe('arn:aws:iam::123456789012:role/putter');
  });

  it('shows refused entries in the result, which is no error', async () => {
    const { result, error } = await ask({
      operation: 'PutEvents',
      events: [event, { ...event, source: 'wrong' }],
    });
    expect(error).toBeNull();
    expect(result).toMatchObject({ FailedEntryCount: 1, Entries: [{}, { ErrorCode: 'InternalFailure' }] });
  });
});

it(
  'EventBridge: events of a field reach the targets of the rules that match',
  events.equal('complete', eventBridgeReference),
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ordering-'));
    const cloud = await start({
      cloudAssembly: orderingApp(folder),
      ports: { graphql: 0, gateway: 0 },
      tls: false,
      logLevel: 'silent',
    });
    const client = {
      endpoint: cloud.endpoints.gateway,
      region: cloud.region,
      credentials: cloud.credentials,
    };
    const queues = new SQSClient(client);
    try {
      const { Key, PaidUrl } = cloud.outputs['Orders']!;
      const response = await fetch(cloud.endpoints.graphql!, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': Key! },
        body: JSON.stringify({ query: 'mutation { place(id: 7, total: 20) }' }),
      });
      const { data } = (await response.json()) as { data: { place: string } };
      expect(JSON.parse(data.place)).toEqual({
        FailedEntryCount: 0,
        Entries: [{ EventId: expect.any(String) }],
      });
      const { Messages } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl: PaidUrl, WaitTimeSeconds: 15 }),
      );
      expect(JSON.parse(Messages![0]!.Body!)).toEqual({ order: 7, rule: 'placed' });
    } finally {
      queues.destroy();
      await cloud.close();
      rmSync(folder, { recursive: true });
    }
  },
);

it(
  'EventBridge: a call that fails is ctx.error',
  events.assumed('strict', 'the type is EventBridge: and the name of the exception'),
  async () => {
    const { error } = await ask({ operation: 'PutEvents', events: [{ ...event, source: 'day-off' }] });
    expect(error).toEqual({ message: 'not today', type: 'EventBridge:AccessDeniedException' });
  },
);

it(
  'EventBridge: an event with a member that events have not fails the field',
  events.equal('complete', requestCaptures),
  async () => {
    const placed = { ...event, 'detail-type': 'Placed' };
    expect((await ask({ operation: 'PutEvents', events: [placed] })).failed).toMatchObject({
      errorType: 'MappingTemplate',
      message: "Unsupported element '$[events][0][detail-type]'.",
    });
  },
);

it.each([
  [{ events: [event] }, "'$[operation]' not found"],
  [{ operation: 'Put', events: [event] }, 'must be one of [PutEvents]'],
  [{ operation: 'PutEvents', events: [] }, '1 to 10 events'],
  [{ operation: 'PutEvents', events: Array(11).fill(event) }, '1 to 10 events'],
  [{ operation: 'PutEvents', events: [{ ...event, source: undefined }] }, "'$[events][0][source]' not found"],
  [{ operation: 'PutEvents', events: [{ ...event, detail: 'x' }] }, '[detail]'],
  [{ operation: 'PutEvents', events: [{ ...event, time: 'noon' }] }, '[time]'],
])(
  'fails the field for %j',
  events
    .equal('strict', eventBridgeReference)
    .as('EventBridge: a request of the wrong shape fails the field')
    .noting('the texts are not established'),
  async (request, message) => {
    const { failed } = await ask(request);
    expect(failed.errorType).toBe('MappingTemplate');
    expect(failed.message).toContain(message);
  },
);
