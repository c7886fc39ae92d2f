import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { env } from '../env.ts';
import { openSecrets } from './secrets.ts';
import { createStripeProvider } from './stripe/index.ts';
import type { PaymentProvider } from './provider.ts';
import { openTestBooks } from './test-provider/books.ts';
import { createTestProvider } from './test-provider/index.ts';

/** The provider that this deployment pays with (`PAYMENT_PROVIDER`), by its name. */
export function openProviders(table: DynamoDBDocumentClient): Readonly<Record<string, PaymentProvider>> {
  const name = env('PAYMENT_PROVIDER');
  const secrets = openSecrets(env('PAYMENT_SECRET_ARN'));
  if (name === 'test') {
    return {
      test: createTestProvider({
        books: openTestBooks(table, env('TABLE_NAME')),
        bankUrl: env('TEST_BANK_URL'),
        secret: async () => (await secrets()).webhookSecret,
      }),
    };
  }
  if (name === 'stripe') return { stripe: createStripeProvider({ secrets }) };
  throw new Error(`There is no payment provider ${name}.`);
}
