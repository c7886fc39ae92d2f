import { Aspects, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Stage } from '../stage.ts';

/**
 * Who of the shop is told of what needs somebody: an order that is held or late, a stock that runs low, books that do not
 * agree, and every alarm of the stack, when it goes off and when it is over. The stage's address is told by mail, once it
 * has confirmed; others subscribe to the topic.
 */
export class Staff extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true, displayName: `Bodega ${stage.name}` });
    acknowledge(this.topic, {
      'AwsSolutions-SNS3': 'The topic refuses what does not come over TLS.',
    });
    if (stage.staffAddress) this.topic.addSubscription(new EmailSubscription(stage.staffAddress));
    this.hearAlarms();
  }

  private hearAlarms(): void {
    const stack = Stack.of(this);
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }),
          },
          StringEquals: { 'aws:SourceAccount': stack.account },
        },
      }),
    );
    const action = new SnsAction(this.topic);
    Aspects.of(stack).add({
      visit(node) {
        if (!(node instanceof Alarm)) return;
        node.addAlarmAction(action);
        node.addOkAction(action);
      },
    });
  }
}
