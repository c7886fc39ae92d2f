import { invalidParameter, wholeNumber } from '../errors.ts';
import type { Message } from '../message.ts';
import type { Queue } from '../queue.ts';
import { changeVisibilityOne, deleteOne, present, sendOne, senderOf } from './messages.ts';
import { runBatch } from './batch.ts';
import { onQueue, type Caller, type Input, type Operations, type Service } from './operation.ts';

/** How long the answer to a receive can be asked for again, in milliseconds. */
const attemptInterval = 5 * 60_000;

/** Operations that send, receive and delete messages, one by one and in batches. */
export function messageOperations(service: Service): Operations {
  const on = onQueue(service);
  const { clock, accountId } = service.environment;
  const attempts = new WeakMap<Queue, Map<string, { messages: Message[]; until: number }>>();
  const send = (queue: Queue, input: Input, { principal }: Caller) =>
    sendOne(queue, input, senderOf(principal, accountId));
  const change = (queue: Queue, input: Input) => changeVisibilityOne(queue, input, clock.now());

  const receive = async (queue: Queue, input: Input, { signal }: Caller): Promise<object> => {
    const seconds = (name: string, most: number) => {
      const given = wholeNumber(input, name, 0, most);
      return given === undefined ? undefined : given * 1000;
    };
    const visibilityTimeout = seconds('VisibilityTimeout', 43_200) ?? queue.settings.visibilityTimeout;
    const maximum = wholeNumber(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
    const wait = seconds('WaitTimeSeconds', 20) ?? queue.settings.receiveWait;

    const attemptId: unknown = input.ReceiveRequestAttemptId;
    const recalled = attemptId === undefined ? undefined : recall(queue, attemptId, visibilityTimeout);
    const messages = recalled ?? (await queue.receive({ maximum, visibilityTimeout, wait, signal }));
    if (typeof attemptId === 'string' && !recalled && messages.length > 0) {
      const own = attempts.get(queue) ?? new Map();
      for (const [id, { until }] of own) if (until <= clock.now()) own.delete(id);
      attempts.set(queue, own.set(attemptId, { messages, until: clock.now() + attemptInterval }));
    }
    return messages.length > 0 ? { Messages: messages.map((message) => present(message, input)) } : {};
  };

  /** The answer to an earlier attempt, its messages hidden anew, as long as nobody touched them since. */
  const recall = (queue: Queue, attemptId: unknown, visibilityTimeout: number): Message[] | undefined => {
    if (!queue.settings.fifo || typeof attemptId !== 'string') {
      throw invalidParameter('The request include parameter that is not valid for this queue type.');
    }
    const earlier = attempts.get(queue)?.get(attemptId);
    if (!earlier || earlier.until <= clock.now()) return undefined;
    const current = earlier.messages.flatMap(({ id, receipt }) => {
      const message = queue.find(id);
      return message?.receipt === receipt && message && queue.isInFlight(message) ? [message] : [];
    });
    if (current.length < earlier.messages.length) return undefined;
    for (const message of current) queue.hide(message, visibilityTimeout);
    return earlier.messages;
  };

  return {
    SendMessage: on('SendMessage', send),
    SendMessageBatch: on('SendMessage', (queue, input, caller) =>
      runBatch(input, (entry) => send(queue, entry, caller), { limitSize: true }),
    ),
    ReceiveMessage: on('ReceiveMessage', receive),
    DeleteMessage: on('DeleteMessage', deleteOne),
    DeleteMessageBatch: on('DeleteMessage', (queue, input) =>
      runBatch(input, (entry) => deleteOne(queue, entry)),
    ),
    ChangeMessageVisibility: on('ChangeMessageVisibility', change),
    ChangeMessageVisibilityBatch: on('ChangeMessageVisibility', (queue, input) =>
      runBatch(input, (entry) => change(queue, entry)),
    ),
  };
}
