import { afterEach, expect, it, vi } from 'vitest';
import { createLog } from '../../../local/core/log.ts';
import { systemClock } from '../../../local/core/clock.ts';
import { createFaults } from '../../../local/faults/index.ts';
import { standUp, type Standing } from '../standing.ts';

const waiting = { timeout: 60_000 };
let cloud: Standing;
afterEach(() => cloud.close());

const ref = (name: string) => ({ Ref: name });
const template = {
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'mail' } },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [ref('Queue')],
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: '*',
          },
        },
      },
    },
    ToQueue: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: ref('Topic'),
        Protocol: 'sqs',
        Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        RawMessageDelivery: true,
      },
    },
    ToPerson: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: ref('Topic'), Protocol: 'email', Endpoint: 'ada@example.com' },
    },
  },
  Outputs: { Topic: { Value: ref('Topic') }, Queue: { Value: ref('Queue') } },
};

it.each([
  ['delivery.duplicated', 2],
  ['delivery.lostAck', 3],
] as const)('a topic delivers more than once: %s', async (kind, copies) => {
  const { faults, control } = createFaults(
    { seed: 1, rates: { [kind]: { 'sns/mail': 1 } } },
    { clock: systemClock, log: createLog('silent') },
  );
  cloud = await standUp(template, { environment: { faults } });
  const { Topic, Queue } = cloud.outputs;
  await cloud.sns.publish({ TopicArn: Topic!, Message: 'hello' });
  const bodies: string[] = [];
  await vi.waitFor(async () => {
    const { Messages = [] } = await cloud.sqs.call('ReceiveMessage', {
      QueueUrl: Queue,
      MaxNumberOfMessages: 10,
    });
    bodies.push(...Messages.map(({ Body }: { Body: string }) => Body));
    expect(bodies.length).toBeGreaterThanOrEqual(copies);
  }, waiting);
  expect(new Set(bodies)).toEqual(new Set(['hello']));
  expect(control.counts()[kind]).toBeGreaterThan(0);
  expect(control.log().every(({ point }) => point === 'sns/mail')).toBe(true);
});
