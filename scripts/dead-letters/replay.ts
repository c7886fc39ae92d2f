/** Does again what a dead letter stands for. */
import { ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { inputFor } from '../../local/events/input.ts';
import type { Clients } from './clients.ts';
import { count, describe, nameOf } from './explain.ts';
import type { EventLetter, Letter, QueueLetter, StreamLetter } from './letter.ts';
import { urlOf, type DeadQueue } from './queues.ts';
import { recordsOf } from './records.ts';

/** What is to be done again. */
export interface Replay {
  /** In words, e.g. `is sent to the queue Bodega-dev-Stateless-… again`. */
  readonly says: string;
  /**
   * Does it. The letter may go once this is done, and not before.
   *
   * @returns what of it could not be done and has letters of its own now, a line each.
   * @throws Error that says why it failed; the letter must stay.
   */
  carryOut(): Promise<string[]>;
}

/** A letter that cannot be done again, with the reason for its message. */
export class NoReplay extends Error {}

/**
 * Finds out how a letter is to be done again, and does nothing yet.
 *
 * @throws NoReplay when it cannot be.
 */
export async function replayOf(letter: Letter, queue: DeadQueue, clients: Clients): Promise<Replay> {
  switch (letter.kind) {
    case 'message':
      return sendBack(letter, clients);
    case 'stream':
      return handOver(letter, queue, clients);
    case 'call':
      return deliver({ arn: letter.functionArn, text: JSON.stringify(letter.payload), letter }, clients);
    case 'schedule':
      return deliver({ arn: letter.targetArn, text: letter.input, letter }, clients);
    case 'event':
      return deliver({ arn: letter.targetArn, letter, ...(await inputOf(letter, clients)) }, clients);
    case 'unknown':
      throw new NoReplay(`Nothing can be done with it: ${letter.why}.`);
  }
}

async function sendBack({ sourceArn, group, id, message }: QueueLetter, clients: Clients): Promise<Replay> {
  const QueueUrl = await urlOf(sourceArn, clients);
  return {
    says: `is sent to the queue ${nameOf(sourceArn)} again${group ? `, group ${group}` : ''}`,
    async carryOut() {
      const { MessageAttributes } = message;
      await clients.sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: message.Body,
          ...(MessageAttributes ? { MessageAttributes } : {}),
          ...(group ? { MessageGroupId: group, MessageDeduplicationId: deduplicationOf(id) } : {}),
        }),
      );
      return [];
    },
  };
}

/**
 * Of its own: by the id that the message had, a queue might drop it as one that it has had already, within five
 * minutes. The same for each replay of a letter, so that one that was sent and not deleted is not sent twice.
 */
const deduplicationOf = (id: string) => `replay-${id}`;

/** What a target of a rule gets of the event, by the rule as it is now. */
async function inputOf(
  { ruleArn, targetArn, event }: EventLetter,
  { events }: Clients,
): Promise<{ text: string; group?: string }> {
  const [bus, rule] = ruleArn.split(':rule/')[1]!.split('/') as [string, string?];
  const { Targets = [] } = await events.send(
    new ListTargetsByRuleCommand(rule ? { Rule: rule, EventBusName: bus } : { Rule: bus }),
  );
  const [target, ...others] = Targets.filter(({ Arn }) => Arn === targetArn);
  if (!target || others.length > 0) {
    throw new NoReplay(
      `The rule ${rule ?? bus} has ${Targets.length} targets, and not one that is ${targetArn}.`,
    );
  }
  const text = inputFor(target as Parameters<typeof inputFor>[0], event as never, {
    ruleArn,
    ruleName: rule ?? bus,
    ingestedAt: Date.parse(String(event.time)),
  });
  const group = target.SqsParameters?.MessageGroupId;
  return { text, ...(group ? { group } : {}) };
}

interface Delivery {
  readonly arn: string;
  /** What the target gets, JSON. */
  readonly text: string;
  readonly group?: string;
  readonly letter: Letter;
}

async function deliver({ arn, text, group, letter }: Delivery, clients: Clients): Promise<Replay> {
  const service = arn.split(':')[2];
  if (service === 'lambda') {
    return {
      says: `${nameOf(arn)} is called again`,
      async carryOut() {
        await call(arn, text, clients);
        return [];
      },
    };
  }
  if (service === 'sqs') {
    const QueueUrl = await urlOf(arn, clients);
    return {
      says: `is sent to the queue ${nameOf(arn)} again${group ? `, group ${group}` : ''}`,
      async carryOut() {
        const fifo = group
          ? { MessageGroupId: group, MessageDeduplicationId: deduplicationOf(letter.id) }
          : {};
        await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: text, ...fifo }));
        return [];
      },
    };
  }
  throw new NoReplay(`${arn} is neither a function nor a queue: that is not known here.`);
}

/** @returns what the function answers. @throws Error when it fails. */
async function call(functionArn: string, payload: string, { lambda }: Clients): Promise<unknown> {
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: functionArn, Payload: payload }),
  );
  const answer = Buffer.from(Payload ?? []).toString();
  if (FunctionError) throw new Error(`${nameOf(functionArn)} failed: ${answer}`);
  return JSON.parse(answer || 'null');
}

/**
 * Each record by itself, in order, so that those that can be done are, and none of them twice. Records of an item
 * collection that come after one that failed wait with it.
 */
async function handOver(letter: StreamLetter, queue: DeadQueue, clients: Clients): Promise<Replay> {
  const { records, gone } = await recordsOf(letter, clients);
  if (gone !== undefined) {
    throw new NoReplay(
      `Its records cannot be read: ${gone}. What they told of is in the table. Make up for it by hand, then --discard.`,
    );
  }
  const missing = letter.size - records.length;
  if (missing > 0) {
    throw new NoReplay(
      `${count(missing, 'record')} of ${letter.size} can no longer be read, so that it cannot be done whole.`,
    );
  }
  return {
    says: `${count(records.length, 'record')}, each by itself, handed to ${nameOf(letter.functionArn)} again`,
    async carryOut() {
      const failed: DynamoDBRecord[] = [];
      const reasons: string[] = [];
      for (const record of records) {
        const waits = failed.some((other) => collectionOf(other) === collectionOf(record));
        const failure = waits ? 'It waits for one before it.' : await attempt(record, letter, clients);
        if (failure === undefined) continue;
        failed.push(record);
        reasons.push(`${describe(record)}\n    ${failure}`);
      }
      if (failed.length > 0 && failed.length === records.length) throw new Error(reasons.join('\n    '));
      // Those that were done must not come again with the others: what is left has letters of its own.
      for (const record of failed) await putAside(record, letter, queue, clients);
      return reasons;
    },
  };
}

const collectionOf = ({ dynamodb }: DynamoDBRecord) => JSON.stringify(dynamodb?.Keys?.['pk']);

/** @returns why it failed; undefined when it is done. */
async function attempt(
  record: DynamoDBRecord,
  { functionArn }: StreamLetter,
  clients: Clients,
): Promise<string | undefined> {
  try {
    const payload = JSON.stringify({ Records: [record] });
    const answer = (await call(functionArn, payload, clients)) as DynamoDBBatchResponse | null;
    if (!answer?.batchItemFailures?.length) return undefined;
    return `${nameOf(functionArn)} could not do it; its log says why.`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A letter for one record of those that another stood for, in the form that Lambda gives them. */
async function putAside(
  { dynamodb }: DynamoDBRecord,
  { message }: StreamLetter,
  { url }: DeadQueue,
  { sqs }: Clients,
): Promise<void> {
  const whole = JSON.parse(message.Body!) as { DDBStreamBatchInfo: object };
  const at = new Date((dynamodb!.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  const DDBStreamBatchInfo = {
    ...whole.DDBStreamBatchInfo,
    startSequenceNumber: dynamodb!.SequenceNumber,
    endSequenceNumber: dynamodb!.SequenceNumber,
    approximateArrivalOfFirstRecord: at,
    approximateArrivalOfLastRecord: at,
    batchSize: 1,
  };
  await sqs.send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify({ ...whole, DDBStreamBatchInfo }) }),
  );
}
