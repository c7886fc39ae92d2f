import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';
import type { PaymentEndpoint } from './payment-endpoint.ts';
import { WorkQueue } from './work-queue.ts';

/** The path of the page on which customers confirm payments. */
export const testBankPath = '/test-bank';

export interface TestProviderProps {
  readonly stage: Stage;
  readonly table: Table;
  readonly secret: Secret;
  readonly endpoint: PaymentEndpoint;
  readonly webhookUrl: string;
}

/** What a provider has at its own place: a bank's page, and somebody who sends webhooks. Not part of a real shop. */
export class TestProvider extends Construct {
  /** Takes what changed in the provider's books. */
  readonly news: Queue;

  constructor(scope: Construct, id: string, props: TestProviderProps) {
    super(scope, id);
    const { stage, table, secret, endpoint, webhookUrl } = props;
    const timeout = Duration.seconds(30);
    const news = new WorkQueue(this, 'News', {
      tries: 10,
      timeout,
      meaning: 'The shop does not take webhooks of the test provider',
    });
    const send = new ShopFunction(this, 'Send', {
      stage,
      handler: 'sendTestWebhooks',
      description: 'Sends the webhooks of the test payment provider',
      timeout,
      memory: 256,
      environment: {
        TABLE_NAME: table.tableName,
        PAYMENT_SECRET_ARN: secret.secretArn,
        QUEUE_URL: news.queue.queueUrl,
        WEBHOOK_URL: webhookUrl,
      },
    });
    const books = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
    send.allow(books, [table.tableArn]);
    send.allow(['secretsmanager:GetSecretValue'], [secret.secretArn]);
    news.feed(send);
    this.news = news.queue;

    const bank = new ShopFunction(this, 'Bank', {
      stage,
      handler: 'testBank',
      description: 'Shows the page on which customers of the test payment provider confirm payments',
      timeout: Duration.seconds(10),
      memory: 256,
      environment: { TABLE_NAME: table.tableName },
    });
    bank.allow(books, [table.tableArn]);
    endpoint.show(
      `${testBankPath}/{charge}`,
      bank.function,
      'A bank of play money, there only where the test provider is.',
    );
  }
}
