/** The queues of dead letters of a stack, and what is in them. */
import { ListStackResourcesCommand, type StackResourceSummary } from '@aws-sdk/client-cloudformation';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { deadLettersTag } from '../../infra/operations/dead-letters-tag.ts';
import type { Clients } from './clients.ts';

export interface DeadQueue {
  /** E.g. `PaymentsEntries`: what the construct is called that has these dead letters. */
  readonly name: string;
  readonly url: string;
  /** What it means that there are some. */
  readonly meaning: string;
  /** ARNs of the queues whose dead letters come here. */
  readonly sources: readonly string[];
  /** Messages, those that somebody holds included. */
  readonly count: number;
}

/**
 * Finds them by their tag.
 *
 * @throws Error when there is no such stack, or it has none.
 */
export async function deadQueuesOf(stack: string, clients: Clients): Promise<DeadQueue[]> {
  const resources = await resourcesOf(stack, clients);
  const queues = resources.filter(({ ResourceType }) => ResourceType === 'AWS::SQS::Queue');
  const found = await Promise.all(queues.map((queue) => deadQueue(queue, clients)));
  const dead = found.filter((queue) => queue !== undefined);
  if (dead.length > 0) return dead.sort((one, other) => one.name.localeCompare(other.name));
  throw new Error(`The stack ${stack} has no queues of dead letters.`);
}

async function resourcesOf(stack: string, { cloudFormation }: Clients): Promise<StackResourceSummary[]> {
  const found: StackResourceSummary[] = [];
  for (let NextToken: string | undefined; ;) {
    const page = await cloudFormation.send(
      new ListStackResourcesCommand({ StackName: stack, ...(NextToken ? { NextToken } : {}) }),
    );
    found.push(...(page.StackResourceSummaries ?? []));
    NextToken = page.NextToken;
    if (!NextToken) return found;
  }
}

async function deadQueue(
  { PhysicalResourceId: url = '', LogicalResourceId: logicalId = '' }: StackResourceSummary,
  { sqs }: Clients,
): Promise<DeadQueue | undefined> {
  const { Tags = {} } = await sqs.send(new ListQueueTagsCommand({ QueueUrl: url }));
  const meaning = Tags[deadLettersTag];
  if (meaning === undefined) return undefined;
  const { queueUrls = [] } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }));
  const [own, ...sources] = await Promise.all(
    [url, ...queueUrls].map(async (QueueUrl) => {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      return (await sqs.send(asked)).Attributes;
    }),
  );
  return {
    // The construct's path and a hash of it: `PaymentsEntriesDeadLettersQueue5F0E1A2B`.
    name: logicalId.replace(/(DeadLetters)?Queue[0-9A-F]{8}$/, ''),
    url,
    meaning,
    sources: sources.map((source) => source!.QueueArn!),
    count: Number(own!.ApproximateNumberOfMessages) + Number(own!.ApproximateNumberOfMessagesNotVisible),
  };
}

/** Where a queue is that an ARN names. */
export async function urlOf(queueArn: string, { sqs }: Clients): Promise<string> {
  const [, , , , account, name] = queueArn.split(':');
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: name!, QueueOwnerAWSAccountId: account! }),
  );
  return QueueUrl!;
}

/** Messages of one receive, as SQS allows. */
const most = 10;

/**
 * Takes what is in a queue, ten at a time, and puts back what is left when the reader is done, whatever happened
 * meanwhile; should that fail, it comes back by itself when the time is over.
 *
 * A queue that keeps the order hands out ten messages of a group at most, until these are gone.
 *
 * @param seconds - for how long nobody else sees them.
 */
export async function* take(
  { url }: DeadQueue,
  { sqs }: Clients,
  seconds: number,
): AsyncGenerator<Taken, void> {
  const held = new Set<string>();
  try {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: most,
          VisibilityTimeout: seconds,
          // Long enough to ask all of the queue's servers.
          WaitTimeSeconds: 1,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return;
      for (const { ReceiptHandle } of Messages) held.add(ReceiptHandle!);
      for (const message of Messages) {
        yield {
          message,
          async remove() {
            const ReceiptHandle = message.ReceiptHandle!;
            await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
            held.delete(ReceiptHandle);
          },
        };
      }
    }
  } finally {
    await Promise.allSettled(
      [...held].map((ReceiptHandle) =>
        sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 })),
      ),
    );
  }
}

/** A message that nobody else sees for now. */
export interface Taken {
  readonly message: Message;
  /** Takes it from the queue for good. */
  remove(): Promise<void>;
}
