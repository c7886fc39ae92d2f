import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from '../api/api.ts';
import { Events } from '../events/events.ts';
import { orderHeld, ownStockLow } from '../events/news.ts';
import { Notifications } from '../events/notifications.ts';
import { Outbox } from '../events/outbox.ts';
import { Fulfilment } from '../fulfilment/fulfilment.ts';
import { ImportProducts } from '../functions/import-products.ts';
import { PublishChanges } from '../functions/publish-changes.ts';
import { ReleaseOverdue } from '../functions/release-overdue.ts';
import { RetryMovements } from '../functions/retry-movements.ts';
import { Reconcile } from '../operations/reconcile.ts';
import { Schedules } from '../operations/schedules.ts';
import { Staff } from '../operations/staff.ts';
import { Payments } from '../payments/payments.ts';
import type { Stage } from '../stage.ts';
import { StockWatch } from '../stock/stock-watch.ts';
import type { StatefulStack } from './stateful.ts';

/** What can be deployed anew at any time: the API and the functions. */
export class StatelessStack extends Stack {
  constructor(scope: Construct, id: string, stage: Stage, stateful: StatefulStack, props?: StackProps) {
    super(scope, id, props);
    const { table } = stateful.data;
    const { pool, client } = stateful.identity;
    const staff = new Staff(this, 'Staff', stage).topic;
    const importProducts = new ImportProducts(this, 'ImportProducts', { stage, table });
    const releaseOverdue = new ReleaseOverdue(this, 'ReleaseOverdue', { stage, table });
    const retryMovements = new RetryMovements(this, 'RetryMovements', { stage, table });
    const payments = new Payments(this, 'Payments', { stage, table });
    const api = new Api(this, 'Api', {
      stage,
      table,
      pool,
      importProducts: importProducts.function,
      releaseOverdue: releaseOverdue.function,
      confirmPayment: payments.confirmPayment,
    });
    const events = new Events(this, 'Events', stage);
    const { entries, testNews } = payments;
    const { stocks } = new StockWatch(this, 'StockWatch', { stage, table });
    new Outbox(this, 'Outbox', {
      stage,
      table,
      bus: events.bus,
      payments: entries,
      stocks,
      ...(testNews ? { testNews } : {}),
    });
    events.tell('HeldToStaff', staff, orderHeld);
    events.tell('LowStockToStaff', staff, ownStockLow);
    new Notifications(this, 'Notifications', { stage, table, events });
    new Fulfilment(this, 'Fulfilment', { stage, table, events, staff });
    new PublishChanges(this, 'PublishChanges', { stage, table, api });
    const reconcile = new Reconcile(this, 'Reconcile', { stage, table, staff });
    new Schedules(this, 'Schedules', {
      releaseOverdue: releaseOverdue.function,
      retryMovements: retryMovements.function,
      reconcile: reconcile.function,
    });

    // What a client's configuration is made of, by the names that client/ looks for.
    const outputs = {
      Region: this.region,
      GraphQLUrl: api.url,
      ApiKey: api.key,
      UserPoolId: pool.userPoolId,
      UserPoolClientId: client.userPoolClientId,
      WebhookUrl: payments.webhookUrl,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
