import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { env } from './env.ts';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly errorType?: string | null }[];
}

/** Signs with the credentials of the function's role, which Lambda keeps in the environment. */
const signer = new SignatureV4({
  service: 'appsync',
  region: () => Promise.resolve(env('AWS_REGION')),
  credentials: () =>
    Promise.resolve({
      accessKeyId: env('AWS_ACCESS_KEY_ID'),
      secretAccessKey: env('AWS_SECRET_ACCESS_KEY'),
      ...(process.env['AWS_SESSION_TOKEN'] ? { sessionToken: process.env['AWS_SESSION_TOKEN'] } : {}),
    }),
  sha256: Sha256,
});

/**
 * Sends one operation to the shop's own API (`GRAPHQL_URL`), as the function's role.
 *
 * @throws Error that names the HTTP status, or every GraphQL error with its type.
 * @example
 * await send('mutation Publish($input: …) { … }', { input });
 */
export async function send(query: string, variables: object): Promise<void> {
  const url = new URL(env('GRAPHQL_URL'));
  const body = JSON.stringify({ query, variables });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    body,
  });
  const { host: _, ...sent } = headers;
  const response = await fetch(url, {
    method: 'POST',
    headers: sent,
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The API answered ${response.status}: ${text.slice(0, 500)}`);
  const { errors } = JSON.parse(text) as Answer;
  if (errors?.length) {
    throw new Error(errors.map(({ errorType, message }) => `${errorType ?? 'Error'}: ${message}`).join('; '));
  }
}
