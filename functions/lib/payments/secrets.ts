import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { tracer } from '../observed.ts';

/** What a provider knows the shop by. */
export interface PaymentSecrets {
  /** Empty for the test provider. */
  readonly apiKey: string;
  /** What its webhooks are signed with. */
  readonly webhookSecret: string;
}

/** How long a value is used before it is read again, in milliseconds: a new key is taken up without a deployment. */
const lifetime = 5 * 60_000;

/**
 * Reads the secret of that ARN when it is first needed, and again now and then.
 *
 * @example
 * const { apiKey } = await openSecrets(env('PAYMENT_SECRET_ARN'))();
 */
export function openSecrets(SecretId: string): () => Promise<PaymentSecrets> {
  const client = tracer.captureAWSv3Client(new SecretsManagerClient({}));
  let kept: { readonly value: PaymentSecrets; readonly until: number } | undefined;
  return async () => {
    if (kept && kept.until > Date.now()) return kept.value;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    const { apiKey = '', webhookSecret } = JSON.parse(SecretString ?? '{}') as Partial<PaymentSecrets>;
    if (!webhookSecret) throw new Error('The secret of the payment provider has no webhookSecret.');
    kept = { value: { apiKey, webhookSecret }, until: Date.now() + lifetime };
    return kept.value;
  };
}
