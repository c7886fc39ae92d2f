import { Duration } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from '../operations/dead-letters.ts';
import type { Stage } from '../stage.ts';

/** The shop's bus: what happened to orders, for whoever wants to know. The table's stream is its outbox. */
export class Events extends Construct {
  readonly bus: EventBus;
  private readonly undelivered: DeadLetters;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: `bodega-${stage.name}` });
    this.bus.archive('Archive', {
      description: 'What happened, to be replayed',
      eventPattern: { source: ['bodega.orders'] },
      retention: Duration.days(stage.development ? 7 : 365),
    });
    this.undelivered = new DeadLetters(this, 'DeadLetters', {
      meaning: 'Events of orders did not come from the bus into a queue',
    });
  }

  /**
   * Has the bus put the events of the given types into a queue: their detail alone, so that an event that is put twice
   * is twice the same message.
   *
   * @param types - what happened, e.g. `PLACED`; absent for all.
   * @param group - the message group, for a queue that keeps the order.
   */
  feed(id: string, queue: Queue, types?: readonly string[], group?: string): void {
    const rule = new CfnRule(this, id, {
      eventBusName: this.bus.eventBusName,
      eventPattern: { source: ['bodega.orders'], ...(types ? { detail: { type: types } } : {}) },
      targets: [
        {
          id: 'queue',
          arn: queue.queueArn,
          inputPath: '$.detail',
          ...(group ? { sqsParameters: { messageGroupId: group } } : {}),
          deadLetterConfig: { arn: this.undelivered.queue.queueArn },
        },
      ],
    });
    for (const taker of [queue, this.undelivered.queue]) {
      taker.addToResourcePolicy(
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          principals: [new ServicePrincipal('events.amazonaws.com')],
          resources: [taker.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
        }),
      );
    }
  }
}
