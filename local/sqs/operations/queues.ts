import { AwsError } from '../../core/aws-error.ts';
import { computedAttributes, settableAttributes } from '../attributes.ts';
import { missingParameter, wholeNumber } from '../errors.ts';
import type { Queue } from '../queue.ts';
import { onQueue, type Input, type Operations, type Service } from './operation.ts';

const pauseBetweenPurges = 60_000;

/** Operations that make, look at, change and empty queues. */
export function queueOperations(service: Service): Operations {
  const { registry, environment } = service;
  const on = onQueue(service);
  const purges = new WeakMap<Queue, number>();
  const byName = (input: Input) => registry.arnOf(requiredName(input));

  return {
    CreateQueue: {
      permissions: (input) => [['CreateQueue', byName(input)]],
      run: (input) => {
        const { Attributes: attributes = {}, tags = {} } = input;
        return { QueueUrl: registry.create(requiredName(input), { attributes, tags }).url };
      },
    },
    DeleteQueue: on('DeleteQueue', (queue) => (registry.delete(queue), {})),
    GetQueueUrl: {
      permissions: (input) => [['GetQueueUrl', byName(input)]],
      run: (input) => ({ QueueUrl: registry.named(requiredName(input)).url }),
    },
    ListQueues: {
      permissions: () => [['ListQueues', '*']],
      run: (input) => {
        const names = registry.all().map(({ name }) => name);
        const wanted = names.filter((name) => name.startsWith(input.QueueNamePrefix ?? '')).sort();
        const page = pageOf(wanted, input);
        return {
          QueueUrls: page.names.map(registry.urlOf),
          ...(page.next && { NextToken: page.next }),
        };
      },
    },
    ListDeadLetterSourceQueues: on('ListDeadLetterSourceQueues', (queue, input) => {
      const page = pageOf(
        registry
          .sourcesOf(queue)
          .map(({ name }) => name)
          .sort(),
        input,
      );
      return { queueUrls: page.names.map(registry.urlOf), ...(page.next && { NextToken: page.next }) };
    }),
    GetQueueAttributes: on('GetQueueAttributes', (queue, { AttributeNames: names = [] }) => ({
      Attributes: pick(describe(queue), names),
    })),
    SetQueueAttributes: on('SetQueueAttributes', (queue, { Attributes: changes }) => {
      if (!changes) throw missingParameter('Attributes');
      registry.configure(queue, changes);
      return {};
    }),
    PurgeQueue: on('PurgeQueue', (queue) => {
      const now = environment.clock.now();
      if (now - (purges.get(queue) ?? -Infinity) < pauseBetweenPurges) {
        throw new AwsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        );
      }
      purges.set(queue, now);
      queue.purge();
      return {};
    }),
    TagQueue: on('TagQueue', (queue, { Tags: tags = {} }) => {
      for (const [key, value] of Object.entries<string>(tags)) queue.tag(key, value);
      return {};
    }),
    UntagQueue: on('UntagQueue', (queue, { TagKeys: keys = [] }) => {
      for (const key of keys) queue.tag(key, undefined);
      return {};
    }),
    ListQueueTags: on('ListQueueTags', ({ tags }) => ({ Tags: Object.fromEntries(tags) })),
  };
}

function requiredName({ QueueName: name }: Input): string {
  if (typeof name !== 'string' || name === '') throw missingParameter('QueueName');
  return name;
}

function describe(queue: Queue): Record<string, string> {
  const { visible, notVisible, delayed } = queue.counts();
  const seconds = (moment: number) => String(Math.floor(moment / 1000));
  return {
    ...queue.attributes,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(notVisible),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    QueueArn: queue.arn,
  };
}

function pick(attributes: Record<string, string>, names: string[]): Record<string, string> | undefined {
  const unknown = names.find(
    (name) => name !== 'All' && !settableAttributes.includes(name) && !computedAttributes.includes(name),
  );
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  if (names.includes('All')) return attributes;
  const found = Object.entries(attributes).filter(([name]) => names.includes(name));
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** Names after that of the token, the last of the page before. */
function pageOf(names: string[], input: Input): { names: string[]; next?: string } {
  const maximum = wholeNumber(input, 'MaxResults', 1, 1000) ?? 1000;
  const after = input.NextToken ? Buffer.from(String(input.NextToken), 'base64url').toString() : '';
  const rest = names.filter((name) => name > after);
  const page = rest.slice(0, maximum);
  // Without MaxResults a thousand at most are answered, and no token.
  return rest.length > maximum && input.MaxResults !== undefined
    ? { names: page, next: Buffer.from(page.at(-1)!).toString('base64url') }
    : { names: page };
}
