import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
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

/** What customers are told of: what `functions/lib/events/letters.ts` has a letter for. */
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

/** Tells customers by mail what happened to their orders: a queue that keeps the order, and who works it off. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, { stage, table, events }: NotificationsProps) {
    super(scope, id);
    const identity = new CfnEmailIdentity(this, 'Sender', { emailIdentity: stage.sender });
    const timeout = Duration.seconds(30);
    const work = new WorkQueue(this, 'Letters', {
      tries: 5,
      timeout,
      meaning: 'Customers are not told of their orders',
      fifo: true,
    });
    const notify = new ShopFunction(this, 'Notify', {
      stage,
      handler: 'notifyCustomers',
      description: 'Tells customers by mail what happened to their orders',
      timeout,
      memory: 256,
      environment: { TABLE_NAME: table.tableName, SENDER: stage.sender },
    });
    notify.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    notify.allow(
      ['ses:SendEmail'],
      [Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: identity.ref })],
    );
    work.feed(notify);
    events.feedInGroups('ToCustomers', work.queue, told);
  }
}
