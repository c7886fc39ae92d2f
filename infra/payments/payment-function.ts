import type { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';

/** What every function that speaks with a payment provider needs. */
export interface ProviderAccess {
  readonly stage: Stage;
  readonly table: Table;
  /** `{"apiKey": "…", "webhookSecret": "…"}`. */
  readonly secret: Secret;
  /** Where customers of the test provider confirm payments. */
  readonly testBankUrl: string;
}

export interface PaymentFunctionProps {
  readonly handler: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
}

/** A function that speaks with the payment provider and books what it says. */
export class PaymentFunction extends ShopFunction {
  constructor(scope: Construct, id: string, access: ProviderAccess, props: PaymentFunctionProps) {
    const { stage, table, secret, testBankUrl } = access;
    super(scope, id, {
      ...props,
      stage,
      memory: 512,
      environment: {
        TABLE_NAME: table.tableName,
        PAYMENT_PROVIDER: stage.paymentProvider,
        PAYMENT_SECRET_ARN: secret.secretArn,
        ...(stage.paymentProvider === 'test' ? { TEST_BANK_URL: testBankUrl } : {}),
        ...props.environment,
      },
    });
    this.allowOrders(table);
    this.allow(['secretsmanager:GetSecretValue'], [secret.secretArn]);
  }
}
