import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { Notifications, Told } from '../../functions/lib/events/notifications.ts';
import { tellAll, type Channel } from '../../functions/lib/events/tell.ts';
import { logger } from '../../functions/lib/observed.ts';

logger.setLogLevel('SILENT');

/** Notes as the table keeps them. */
function notebook() {
  const notes = new Map<string, string>();
  const keyOf = ({ orderId, sequence, channel }: Told) => `${orderId} ${sequence} ${channel}`;
  const note = (status: string) => async (told: Told) => void notes.set(keyOf(told), status);
  const notifications: Notifications = {
    async claim(told) {
      if (!['FAILED', undefined].includes(notes.get(keyOf(told)))) return false;
      notes.set(keyOf(told), 'SENDING');
      return true;
    },
    sent: note('SENT'),
    failed: note('FAILED'),
    refused: note('REFUSED'),
  };
  return { notes, notifications };
}

/** A carrier that answers each message as it is told to, once each; then it takes them. */
function carrier(...answers: (Error | undefined)[]) {
  const taken: string[] = [];
  const channel: Channel<string> = {
    name: 'sms',
    compose: async ({ orderId, sequence }) =>
      orderId === 'nobody' ? undefined : { to: '+49301234567', message: `${orderId} ${sequence}` },
    async send(_to, message) {
      const failure = answers.shift();
      if (failure) throw failure;
      taken.push(message);
      return `m${taken.length}`;
    },
    refuses: ({ message }: Error) => message === 'no such number',
  };
  return { taken, channel };
}

const refusal = (message: string, httpStatusCode = 400) =>
  Object.assign(new Error(message), { $metadata: { httpStatusCode } });

function queued(...events: [orderId: string, sequence: number, group?: string][]): SQSEvent {
  return {
    Records: events.map(([orderId, sequence, group = orderId]) => ({
      messageId: `${orderId} ${sequence}`,
      body: JSON.stringify({ version: 1, orderId, sequence, type: 'DELIVERED' }),
      attributes: { MessageGroupId: group },
    })),
  } as unknown as SQSEvent;
}
const failed = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

test('a message goes out once, and nobody is told who is not to be', async () => {
  const { notes, notifications } = notebook();
  const { taken, channel } = carrier();
  const events = queued(['a', 1], ['a', 1], ['a', 2], ['nobody', 1]);
  expect(await tellAll(events, channel, notifications)).toEqual(failed());
  expect(await tellAll(events, channel, notifications)).toEqual(failed());
  expect(taken).toEqual(['a 1', 'a 2']);
  expect([...notes]).toEqual([
    ['a 1 sms', 'SENT'],
    ['a 2 sms', 'SENT'],
  ]);
});

test('one that certainly did not go out comes again, and what follows in its group waits', async () => {
  const { notes, notifications } = notebook();
  const { taken, channel } = carrier(refusal('slow down', 429));
  const events = queued(['a', 1, 'AB'], ['a', 2, 'AB'], ['c', 1, 'CD']);
  expect(await tellAll(events, channel, notifications)).toEqual(failed('a 1', 'a 2'));
  expect(taken).toEqual(['c 1']);
  expect(notes.get('a 1 sms')).toBe('FAILED');
  expect(await tellAll(events, channel, notifications)).toEqual(failed());
  expect(taken).toEqual(['c 1', 'a 1', 'a 2']);
});

test.each([
  ['a time-out', new Error('timed out'), 'SENDING'],
  ["a failure of the carrier's", refusal('oops', 500), 'SENDING'],
  ['a recipient to whom nothing can be sent', refusal('no such number'), 'REFUSED'],
])('after %s it is not tried again, and holds nobody up', async (_what, failure, status) => {
  const { notes, notifications } = notebook();
  const { taken, channel } = carrier(failure);
  const events = queued(['a', 1], ['a', 2]);
  expect(await tellAll(events, channel, notifications)).toEqual(failed());
  expect(await tellAll(events, channel, notifications)).toEqual(failed());
  expect(taken).toEqual(['a 2']);
  expect(notes.get('a 1 sms')).toBe(status);
});

test('one whose note is lost afterwards is in doubt, and does not go out again', async () => {
  const { notes, notifications } = notebook();
  const { taken, channel } = carrier();
  const lost = { ...notifications, sent: () => Promise.reject(refusal('throttled')) };
  expect(await tellAll(queued(['a', 1]), channel, lost)).toEqual(failed('a 1'));
  expect(await tellAll(queued(['a', 1]), channel, notifications)).toEqual(failed());
  expect(taken).toEqual(['a 1']);
  expect(notes.get('a 1 sms')).toBe('SENDING');
});
