import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  ListPhoneNumbersOptedOutCommand,
  OptInPhoneNumberCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { generatedName } from '../../../local/cloudformation/names.ts';
import { role, standUp, type Standing } from '../standing.ts';

const Topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } };

let cloud: Standing;
let sns: SNSClient;
afterEach(async () => {
  sns?.destroy();
  await cloud?.close();
});
async function start(more: object = {}, options?: Parameters<typeof standUp>[1]) {
  cloud = await standUp(
    { Resources: { Topic, ...more }, Outputs: { Topic: { Value: { Ref: 'Topic' } } } },
    options,
  );
  sns = new SNSClient(cloud.client);
}
const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
const text = (PhoneNumber: string, more: Partial<PublishCommandInput> = {}) =>
  sns.send(new PublishCommand({ PhoneNumber, Message: 'Your parcel is on its way.', ...more }));
const sent = () => cloud.outbox.list().map(({ medium, destination, from }) => [medium, destination, from]);

describe('a text message', () => {
  it('goes to the outbox, from whom its attributes say', async () => {
    await start();
    const { MessageId } = await text('+49301234567', {
      MessageAttributes: {
        'AWS.SNS.SMS.SenderID': attribute('Bodega'),
        'AWS.SNS.SMS.SMSType': attribute('Transactional'),
        'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: '0.50' },
      },
    });
    expect(cloud.outbox.list()).toMatchObject([
      {
        id: MessageId,
        service: 'sns',
        medium: 'SMS',
        destination: '+49301234567',
        from: 'Bodega',
        text: 'Your parcel is on its way.',
      },
    ]);
  });

  it('takes the text for telephones of a message with several', async () => {
    await start();
    await text('+49301234567', {
      MessageStructure: 'json',
      Message: JSON.stringify({ default: 'long', sms: 'short' }),
    });
    expect(cloud.outbox.list()).toMatchObject([{ text: 'short' }]);
  });

  it('goes to the number that is meant', async () => {
    await start();
    await text('49 (30) 123-4567');
    expect(sent()).toEqual([['SMS', '+49301234567', undefined]]);
  });

  it.each([
    [{ PhoneNumber: '12' }, 'PhoneNumber Reason: +12 is not valid to publish to'],
    [{ PhoneNumber: '+0301234567' }, 'PhoneNumber Reason: +0301234567 is not valid to publish to'],
    [
      { PhoneNumber: '+1234567890123456' },
      'PhoneNumber Reason: +1234567890123456 is not valid to publish to',
    ],
    [{ Message: 'x'.repeat(1601) }, 'Message too long'],
    [{ MessageAttributes: { 'AWS.SNS.SMS.SMSType': attribute('Urgent') } }, 'AWS.SNS.SMS.SMSType'],
    [{ MessageAttributes: { 'AWS.SNS.SMS.SenderID': attribute('12345') } }, 'AWS.SNS.SMS.SenderID'],
    [{ MessageAttributes: { 'AWS.SNS.SMS.SenderID': attribute('Corner Shop') } }, 'AWS.SNS.SMS.SenderID'],
  ] as [Partial<PublishCommandInput>, string][])('%j is refused', async (input, what) => {
    await start();
    await expect(text('+49301234567', input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid parameter: ${what}`,
    });
    expect(cloud.outbox.list()).toEqual([]);
  });

  it("may not have attributes of AWS's own that there are not", async () => {
    await start();
    const MessageAttributes = { 'AWS.SNS.SMS.SenderId': attribute('Bodega') };
    await expect(text('+49301234567', { MessageAttributes })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: "Message attribute names starting with 'AWS.' or 'Amazon.' are reserved for use by Amazon.",
    });
  });

  it('is sent by whoever may publish to what is no topic, and to no topic', async () => {
    const statement = { Effect: 'Allow', Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' };
    await start({ Texter: role(statement) });
    const roleArn = `arn:aws:iam::123456789012:role/${generatedName('Stack', 'Texter', 'AWS::IAM::Role')}`;
    const client = new SNSClient({ ...cloud.client, credentials: cloud.iam.assume(roleArn, 'test') });
    await client.send(new PublishCommand({ PhoneNumber: '+49301234567', Message: 'x' }));
    expect(cloud.outbox.list()).toHaveLength(1);
    await expect(
      client.send(new PublishCommand({ TopicArn: cloud.outputs.Topic, Message: 'x' })),
    ).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    client.destroy();
  });
});

describe('whoever answers STOP', () => {
  it('gets no further message, of which the sender hears nothing, until opted in', async () => {
    await start({
      Subscribed: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sms', Endpoint: '+49301234567' },
      },
    });
    cloud.sns.optOut('+49301234567');
    expect(await text('+49301234567')).toMatchObject({ MessageId: expect.any(String) });
    await sns.send(new PublishCommand({ TopicArn: cloud.outputs.Topic, Message: 'to all' }));
    await text('+49307654321');
    await expect.poll(() => cloud.sns.inspect()[0]!.subscriptions[0]!.delivered).toBe(1);
    expect(sent()).toEqual([['SMS', '+49307654321', undefined]]);

    const phoneNumber = '+49301234567';
    const check = () => sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
    expect(await check()).toMatchObject({ isOptedOut: true });
    expect(await sns.send(new ListPhoneNumbersOptedOutCommand({}))).toMatchObject({
      phoneNumbers: [phoneNumber],
    });
    await sns.send(new OptInPhoneNumberCommand({ phoneNumber }));
    expect(await check()).toMatchObject({ isOptedOut: false });
    await text(phoneNumber);
    expect(sent()).toContainEqual(['SMS', phoneNumber, undefined]);
  });

  it('is remembered with the data directory', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'sns-'));
    try {
      await start({}, { environment: { dataDirectory } });
      cloud.sns.optOut('+49301234567');
      await cloud.close();
      await start({}, { environment: { dataDirectory } });
      expect(await sns.send(new ListPhoneNumbersOptedOutCommand({}))).toMatchObject({
        phoneNumbers: ['+49301234567'],
      });
    } finally {
      await cloud.close();
      rmSync(dataDirectory, { recursive: true });
    }
  });
});
