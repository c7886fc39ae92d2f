import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { ShopFunction } from '../functions/shop-function.ts';
import { WorkQueue } from '../payments/work-queue.ts';
import type { Stage } from '../stage.ts';
import type { Events } from './events.ts';

export interface NotificationsProps {
  readonly stage: Stage;
  readonly table: Table;
  readonly events: Events;
}

/** What customers are told of by mail: what `functions/lib/events/letters.ts` has a letter for. */
export const told = [
  'PLACED',
  'CONFIRMED',
  'PAYMENT_ACTION_REQUIRED',
  'PAYMENT_DECLINED',
  'CANCELLED',
  'EXPIRED',
  'SHIPMENT_SHIPPED',
  'DELIVERED',
  'RETURN_APPROVED',
  'RETURN_REJECTED',
  'REFUND_SUCCEEDED',
];

/** What they are told of by text message as well: what `functions/lib/events/texts.ts` has a text for. */
export const texted = [
  'PAYMENT_ACTION_REQUIRED',
  'PAYMENT_DECLINED',
  'CANCELLED',
  'SHIPMENT_SHIPPED',
  'DELIVERED',
  'REFUND_SUCCEEDED',
];

/** The longest that a function may take for ten messages. */
const timeout = Duration.seconds(30);

/**
 * Tells customers what happened to their orders, by mail and by text message. Each way has a queue of its own that keeps
 * the order, and who works it off: what holds up the one leaves the other alone.
 */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const { stage, events } = props;
    const stack = Stack.of(this);

    const letters = this.queue('Letters', 'Customers are not told of their orders');
    const identity = new CfnEmailIdentity(this, 'Sender', { emailIdentity: stage.sender });
    const notify = this.worker('Notify', props, {
      handler: 'notifyCustomers',
      description: 'Tells customers by mail what happened to their orders',
      environment: { SENDER: stage.sender },
    });
    notify.allow(
      ['ses:SendEmail'],
      [stack.formatArn({ service: 'ses', resource: 'identity', resourceName: identity.ref })],
    );
    letters.feed(notify);
    events.feedInGroups('ToCustomers', letters.queue, told);

    const texts = this.queue('Texts', 'Customers get no text messages about their orders');
    const text = this.worker('NotifyByText', props, {
      handler: 'textCustomers',
      description: 'Tells customers by text message what happened to their orders',
      environment: { SENDER_ID: stage.senderId },
    });
    // A telephone number has no ARN; so what is allowed is all that is no topic.
    text.role.addToPolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        notResources: [stack.formatArn({ service: 'sns', region: '*', account: '*', resource: '*' })],
      }),
    );
    texts.feed(text);
    events.feedInGroups('ToPhones', texts.queue, texted);
  }

  private queue(id: string, meaning: string): WorkQueue {
    return new WorkQueue(this, id, { tries: 10, timeout, meaning, fifo: true });
  }

  private worker(
    id: string,
    { stage, table }: NotificationsProps,
    given: { handler: string; description: string; environment: Record<string, string> },
  ): ShopFunction {
    const worker = new ShopFunction(this, id, {
      ...given,
      stage,
      timeout,
      memory: 256,
      environment: { TABLE_NAME: table.tableName, ...given.environment },
    });
    worker.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    return worker;
  }
}
