import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Stage } from '../stage.ts';
import { PaymentEndpoint } from './payment-endpoint.ts';
import { PaymentFunction, type ProviderAccess } from './payment-function.ts';
import { TestProvider, testBankPath } from './test-provider.ts';
import { WorkQueue } from './work-queue.ts';

export interface PaymentsProps {
  readonly stage: Stage;
  readonly table: Table;
}

/** How often a provider is asked before a dead letter says that somebody must look: for about a quarter of an hour. */
const tries = 9;
/** How often work on a webhook is tried. */
const webhookTries = 10;

/** The header in which each provider signs its webhooks. */
const signatureHeaders = { test: 'test-signature', stripe: 'stripe-signature' };

/**
 * Moves the money. Entries of ledgers come from the outbox into a queue, go from there to the provider, and its
 * answers into the ledger; what it tells by itself comes as webhooks, through a queue as well.
 */
export class Payments extends Construct {
  /** Answers `Mutation.confirmPayment`. */
  readonly confirmPayment: Function;
  /** Where the provider sends its webhooks. */
  readonly webhookUrl: string;
  /** Holds `{"apiKey": "…", "webhookSecret": "…"}`; for a real provider to be filled in after the first deployment. */
  readonly secret: Secret;
  /** Takes the entries of ledgers that the provider is to carry out. */
  readonly entries: Queue;
  /** Takes what changed in the test provider's books, when the shop pays with it. */
  readonly testNews?: Queue;

  constructor(scope: Construct, id: string, { stage, table }: PaymentsProps) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: 'What the payment provider knows the shop by: apiKey, webhookSecret',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ apiKey: '' }),
        generateStringKey: 'webhookSecret',
        excludePunctuation: true,
      },
      removalPolicy: stage.removal,
    });
    acknowledge(this.secret, {
      'AwsSolutions-SMG4': 'The provider makes the keys; they change when somebody changes them there.',
    });
    const endpoint = new PaymentEndpoint(this, 'Endpoint', stage);
    const access: ProviderAccess = {
      stage,
      table,
      secret: this.secret,
      testBankUrl: `${endpoint.url}${testBankPath}`,
    };
    this.entries = this.settleEntries(access);
    this.webhookUrl = this.receiveWebhooks(access, endpoint);
    this.confirmPayment = new PaymentFunction(this, 'Confirm', access, {
      handler: 'confirmPayment',
      description: 'Asks the payment provider what became of a payment',
      // AppSync waits 30 seconds for a whole request.
      timeout: Duration.seconds(25),
    }).function;
    if (stage.paymentProvider === 'test') {
      const { secret, webhookUrl } = this;
      this.testNews = new TestProvider(this, 'TestProvider', {
        stage,
        table,
        secret,
        endpoint,
        webhookUrl,
      }).news;
    }
  }

  private settleEntries(access: ProviderAccess): Queue {
    const timeout = Duration.seconds(30);
    const entries = new WorkQueue(this, 'Entries', {
      tries,
      timeout,
      meaning: 'A payment provider does not do what the ledger of an order asks for',
    });
    const settle = new PaymentFunction(this, 'Settle', access, {
      handler: 'settlePayments',
      description: 'Has the payment provider move the money that orders ask for',
      timeout,
      environment: {
        QUEUE_URL: entries.queue.queueUrl,
        DEAD_LETTERS_URL: entries.deadLetters.queueUrl,
        TRIES: String(tries),
      },
    });
    settle.allow(['sqs:SendMessage'], [entries.queue.queueArn, entries.deadLetters.queueArn]);
    entries.feed(settle);
    return entries.queue;
  }

  /** @returns where the provider sends them. */
  private receiveWebhooks(access: ProviderAccess, endpoint: PaymentEndpoint): string {
    const timeout = Duration.seconds(30);
    const webhooks = new WorkQueue(this, 'Webhooks', {
      tries: webhookTries,
      timeout,
      meaning: 'Webhooks of a payment provider could not be booked',
    });
    const receive = new PaymentFunction(this, 'Receive', access, {
      handler: 'receiveWebhooks',
      description: 'Books what the payment provider tells by webhook',
      timeout,
      environment: { QUEUE_URL: webhooks.queue.queueUrl },
    });
    webhooks.feed(receive);
    new Alarm(this, 'RefusedWebhooks', {
      alarmDescription:
        'Webhooks come that the payment provider did not sign, or whose secret is another one',
      metric: new Metric({
        namespace: 'Bodega',
        metricName: 'WebhooksRefused',
        dimensionsMap: { service: 'receiveWebhooks' },
        period: Duration.minutes(5),
        statistic: 'Sum',
      }),
      threshold: 10,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const { paymentProvider } = access.stage;
    return endpoint.receive(paymentProvider, signatureHeaders[paymentProvider], webhooks.queue);
  }
}
