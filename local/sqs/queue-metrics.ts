import type { Clock } from '../core/clock.ts';
import type { Metrics, MetricSeries } from '../core/metrics.ts';
import type { Queue } from './queue.ts';
import type { Registry } from './registry.ts';

const units = {
  ApproximateNumberOfMessagesVisible: 'Count',
  ApproximateNumberOfMessagesNotVisible: 'Count',
  ApproximateNumberOfMessagesDelayed: 'Count',
  ApproximateAgeOfOldestMessage: 'Seconds',
  NumberOfMessagesSent: 'Count',
  NumberOfMessagesReceived: 'Count',
  NumberOfEmptyReceives: 'Count',
  NumberOfMessagesDeleted: 'Count',
} as const;
type Name = keyof typeof units;

/** How long a queue that nobody asks for anything still tells of itself, in milliseconds. */
const activeFor = 6 * 3_600_000;

/**
 * Metrics of AWS/SQS by the queue's name (SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS"). What lies in
 * a queue is told each minute, of queues that have messages or were asked for something in the last six hours.
 */
export function createQueueMetrics(metrics: Metrics, registry: Registry, clock: Clock) {
  const series = new Map<string, MetricSeries>();
  const askedAt = new Map<string, number>();

  const add = (queueName: string, name: Name, value: number, at?: number): void => {
    const key = `${queueName} ${name}`;
    let known = series.get(key);
    if (!known) {
      const dimensions = { QueueName: queueName };
      known = metrics.series({ namespace: 'AWS/SQS', name, dimensions, unit: units[name] });
      series.set(key, known);
    }
    known.add(value, at);
  };

  const tell = (queue: Queue, at: number): void => {
    const { visible, notVisible, delayed } = queue.counts();
    const lastAsked = askedAt.get(queue.name) ?? -Infinity;
    if (visible + notVisible + delayed === 0 && clock.now() - lastAsked > activeFor) return;
    add(queue.name, 'ApproximateNumberOfMessagesVisible', visible, at);
    add(queue.name, 'ApproximateNumberOfMessagesNotVisible', notVisible, at);
    add(queue.name, 'ApproximateNumberOfMessagesDelayed', delayed, at);
    const [oldest] = queue.first(1);
    add(
      queue.name,
      'ApproximateAgeOfOldestMessage',
      oldest ? Math.max(0, clock.now() - oldest.sentAt) / 1000 : 0,
      at,
    );
  };

  const stop = metrics.eachMinute((at) => {
    for (const queue of registry.all()) tell(queue, at);
  });

  return {
    /** Counts what an operation did. */
    done(
      operation: string,
      { QueueUrl }: { readonly QueueUrl?: unknown },
      answer: Readonly<Record<string, any>>,
    ): void {
      if (typeof QueueUrl !== 'string') return;
      const queueName = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
      askedAt.set(queueName, clock.now());
      switch (operation) {
        case 'SendMessage':
          return add(queueName, 'NumberOfMessagesSent', 1);
        case 'SendMessageBatch':
          return add(queueName, 'NumberOfMessagesSent', answer.Successful.length);
        case 'DeleteMessage':
          return add(queueName, 'NumberOfMessagesDeleted', 1);
        case 'DeleteMessageBatch':
          return add(queueName, 'NumberOfMessagesDeleted', answer.Successful.length);
        case 'ReceiveMessage': {
          const received = answer.Messages?.length ?? 0;
          return received > 0
            ? add(queueName, 'NumberOfMessagesReceived', received)
            : add(queueName, 'NumberOfEmptyReceives', 1);
        }
      }
    },
    close: stop,
  };
}
