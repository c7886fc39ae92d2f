import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ShopFunction } from '../functions/shop-function.ts';
import { DeadLetters } from '../operations/dead-letters.ts';

export interface WorkQueueProps {
  /** How often a message is handed out before it goes to the dead letters. */
  readonly tries: number;
  /** The longest that the function which works it off may run. */
  readonly timeout: Duration;
  /** What it means that there are dead letters, for whoever the alarm wakes. */
  readonly meaning: string;
  /** Whether the queue keeps the order; equal messages within five minutes are one. */
  readonly fifo?: boolean;
}

/** A queue whose messages a function works off; those it cannot go to a queue of dead letters, which has an alarm. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { tries, timeout, meaning, fifo }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { meaning, ...(fifo ? { fifo } : {}) }).queue;
    this.queue = new Queue(this, 'Queue', {
      ...(fifo ? { fifo, contentBasedDeduplication: true } : {}),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Six times the function's time-out, as Lambda advises: its own retries of throttled calls fit in.
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: tries },
    });
  }

  /** Has a function work the messages off, ten at a time. It may choose when a message comes again. */
  feed(handler: ShopFunction): void {
    handler.allow(
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      [this.queue.queueArn],
    );
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: handler.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    });
    // The poller must find its permissions in place when the mapping is made.
    mapping.node.addDependency(handler.role);
  }
}
