import { expect, test } from 'vitest';
import { parseCommand } from '../../../scripts/dead-letters/command.ts';
import { describe, nameOf } from '../../../scripts/dead-letters/explain.ts';
import { asGiven } from '../../../scripts/dead-letters/records.ts';

const streamArn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/shop/stream/2026-11-24T00:00:00.000';

test('a record of the stream’s API becomes one as Lambda gives it', () => {
  const bytes = new Uint8Array([1, 2, 250]);
  expect(
    asGiven(
      {
        eventID: 'e1',
        eventName: 'REMOVE',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'elsewhere',
        userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
        dynamodb: {
          ApproximateCreationDateTime: new Date('2026-11-24T21:41:40Z'),
          Keys: { pk: { S: 'a' } },
          OldImage: {
            pk: { S: 'a' },
            bytes: { B: bytes },
            several: { BS: [bytes] },
            nested: { M: { list: { L: [{ B: bytes }, { N: '1' }, { NULL: true }] } } },
          },
          SequenceNumber: '7',
          SizeBytes: 20,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      },
      streamArn,
    ),
  ).toEqual({
    eventID: 'e1',
    eventName: 'REMOVE',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-central-1',
    eventSourceARN: streamArn,
    userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' },
    dynamodb: {
      ApproximateCreationDateTime: 1795556500,
      Keys: { pk: { S: 'a' } },
      OldImage: {
        pk: { S: 'a' },
        bytes: { B: 'AQL6' },
        several: { BS: ['AQL6'] },
        nested: { M: { list: { L: [{ B: 'AQL6' }, { N: '1' }, { NULL: true }] } } },
      },
      SequenceNumber: '7',
      SizeBytes: 20,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
});

test('a record is described by what was done to which item', () => {
  const image = {
    __edb_e__: { S: 'order_event' },
    __edb_v__: { S: '1' },
    pk: { S: '$shop#orderId_o1' },
    gsi1sk: { S: 'x' },
    orderId: { S: 'o1' },
    sequence: { N: '3' },
  };
  expect(describe({ eventName: 'INSERT', dynamodb: { SequenceNumber: '7', NewImage: image } })).toBe(
    '7: INSERT order_event: orderId o1, sequence 3',
  );
});

test('ARNs are called by their names', () => {
  expect(nameOf('arn:aws:lambda:us-east-1:000000000000:function:publish:$LATEST')).toBe('publish');
  expect(nameOf('arn:aws:sqs:us-east-1:000000000000:steps')).toBe('steps');
  expect(nameOf('arn:aws:events:us-east-1:000000000000:rule/bodega-dev/steps')).toBe('steps');
});

test('mistakes on the command line are said', () => {
  expect(parseCommand(['--replay', 'all', '--dry-run'])).toMatchObject({ replay: 'all', dryRun: true });
  expect(() => parseCommand(['--replay', 'all', '--discard', 'x'])).toThrow('one at a time');
  expect(() => parseCommand(['--discard', 'all'])).toThrow('unseen');
  expect(() => parseCommand(['--reply', 'all'])).toThrow("'--reply'");
});
