import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import { defaultAttributes, readSettings, type QueueAttributes, type QueueSettings } from './attributes.ts';
import { invalidParameter, invalidValue, queueDoesNotExist } from './errors.ts';
import { createQueue, type Queue } from './queue.ts';
import { mayRedrive } from './redrive.ts';
import type { Store } from './store.ts';

interface Creation {
  readonly attributes?: QueueAttributes;
  readonly tags?: Readonly<Record<string, string>>;
  /** True for a queue that a template defines. */
  readonly defined?: boolean;
  /** True at a start: the dead-letter queue may come later. */
  readonly restoring?: boolean;
}

/** The queues of the account. */
export interface Registry {
  /** @throws AwsError QueueNameExists, QueueDeletedRecently and what the attributes' checks throw. */
  create(name: string, creation: Creation): Queue;
  configure(queue: Queue, changes: QueueAttributes): void;
  delete(queue: Queue): void;
  /** Takes a queue away as its template does: answers how to bring it back, with what is in it. */
  withdraw(queue: Queue): () => void;
  all(): Queue[];
  /** Finds by name, whoever may own it. @throws AwsError QueueDoesNotExist. */
  named(name: string): Queue;
  byArn(arn: string): Queue | undefined;
  /** Those that name a queue as where their dead letters go. */
  sourcesOf(queue: Queue): Queue[];
  arnOf(name: string): string;
  urlOf(name: string): string;
  /** Resolves when all that was done so far outlives a crash. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** In milliseconds. */
const pauseAfterDeletion = 60_000;

export function createRegistry(environment: Environment, store: Store, gatewayUrl: string): Registry {
  const { partition, region, accountId, clock } = environment;
  const queues = new Map<string, Queue>();
  const deletions = new Map<string, number>();
  // Made by callers of an earlier run; a template that defines one of them now takes it over.
  const restored = new Set<string>();
  const saves = new WeakMap<Queue, () => void>();
  const arnOf = (name: string) => `arn:${partition}:sqs:${region}:${accountId}:${name}`;
  const urlOf = (name: string) => `${gatewayUrl}/${accountId}/${name}`;
  const byArn = (arn: string) => {
    const queue = queues.get(arn.split(':').at(-1) ?? '');
    return queue?.arn === arn ? queue : undefined;
  };

  /** A dead-letter queue must stand, be of the same type and let itself be used. */
  const checkRedrive = (arn: string, { fifo, redrive }: QueueSettings, attributes: QueueAttributes): void => {
    if (!redrive) return;
    const target = byArn(redrive.deadLetterTargetArn);
    const refuse = (reason: string) => {
      throw invalidValue(attributes.RedrivePolicy, 'RedrivePolicy', reason);
    };
    if (!target) return refuse('Dead letter target does not exist.');
    if (target.settings.fifo !== fifo) {
      return refuse('Dead-letter queue must be same type of queue as the source.');
    }
    // The wording of this refusal is not established.
    if (!mayRedrive(target.settings.redriveAllow, arn)) {
      return refuse('Dead-letter queue does not allow the queue as its source.');
    }
  };

  const create: Registry['create'] = (
    name,
    { attributes: given = {}, tags = {}, defined = false, restoring = false },
  ) => {
    checkName(name, given.FifoQueue === 'true');
    const attributes = { ...defaultAttributes(name.endsWith('.fifo')), ...withoutEmpty(given) };
    const settings = readSettings(attributes);
    const there = queues.get(name);
    if (there && defined && restored.delete(name)) there.close();
    else if (there) {
      const differing = Object.keys(given).find((key) => attributes[key] !== there.attributes[key]);
      if (differing === undefined && !defined) return there;
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${differing ?? 'QueueName'}`,
      );
    }
    const deletedAt = deletions.get(name);
    if (deletedAt !== undefined && clock.now() - deletedAt < pauseAfterDeletion) {
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      );
    }
    if (!restoring) checkRedrive(arnOf(name), settings, attributes);
    // What a caller made and deleted in this run must not come back.
    const contents = deletedAt === undefined ? store.kept.get(name) : undefined;
    const createdAt = contents?.createdAt ?? clock.now();
    const state = () => ({
      name,
      createdAt,
      ...(!defined && { made: { attributes: queue.attributes, tags: Object.fromEntries(queue.tags) } }),
      ...queue.contents(),
    });
    const queue: Queue = createQueue(
      { name, arn: arnOf(name), url: urlOf(name), createdAt },
      {
        environment,
        attributes,
        settings,
        tags,
        contents,
        deadLetterQueue: byArn,
        changed: () => queues.get(name) === queue && store.changed(name, state),
      },
    );
    queues.set(name, queue);
    const save = () => store.changed(name, state);
    saves.set(queue, save);
    save();
    return queue;
  };

  for (const { name, made } of store.kept.values()) {
    if (!made) continue;
    create(name, { ...made, restoring: true });
    restored.add(name);
  }

  return {
    create,
    configure(queue, changes) {
      const attributes = withoutEmpty({ ...queue.attributes, ...changes });
      if ((changes.FifoQueue ?? queue.attributes.FifoQueue) !== queue.attributes.FifoQueue) {
        throw new AwsError('InvalidAttributeName', 'Unknown Attribute FifoQueue.');
      }
      const settings = readSettings(attributes);
      if (changes.RedrivePolicy) checkRedrive(queue.arn, settings, attributes);
      queue.configure(attributes, settings);
    },
    delete(queue) {
      queues.delete(queue.name);
      deletions.set(queue.name, clock.now());
      queue.close();
      store.remove(queue.name);
    },
    withdraw(queue) {
      queues.delete(queue.name);
      store.remove(queue.name);
      return () => {
        queues.set(queue.name, queue);
        saves.get(queue)?.();
      };
    },
    all: () => [...queues.values()],
    named(name) {
      const queue = queues.get(name);
      if (!queue) throw queueDoesNotExist();
      return queue;
    },
    byArn,
    sourcesOf: ({ arn }) =>
      [...queues.values()].filter(({ settings }) => settings.redrive?.deadLetterTargetArn === arn),
    arnOf,
    urlOf,
    flush: store.flush,
    async close() {
      for (const queue of queues.values()) queue.close();
      await store.flush();
    },
  };
}

function checkName(name: string, fifo: boolean): void {
  const plain = name.replace(/\.fifo$/, '');
  if (!/^[\w-]+$/.test(plain) || name.length > 80) {
    throw invalidParameter(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  if (fifo === (plain !== name)) return;
  throw invalidParameter(
    fifo
      ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
      : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

// An attribute is taken away by an empty value.
const withoutEmpty = (attributes: QueueAttributes): QueueAttributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
