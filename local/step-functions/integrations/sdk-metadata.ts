import type { Environment } from '../../core/environment.ts';
import type { Json, JsonObject } from '../language/json.ts';

/**
 * Adds to an answer what optimized integrations of Lambda, SQS, SNS and Step Functions tell of the HTTP exchange.
 * There is none here; the values are those that one would have had.
 */
export function withMetadata(
  answer: Readonly<Record<string, Json>>,
  { clock, ids }: Environment,
  contentType: string,
): JsonObject {
  const id = ids.uuid();
  const headers = {
    'Content-Length': String(Buffer.byteLength(JSON.stringify(answer))),
    'Content-Type': contentType,
    Date: new Date(clock.now()).toUTCString(),
    'x-amzn-RequestId': id,
  };
  return {
    ...answer,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: id },
  };
}

/** An object where a service wants text: the integration makes JSON text of it. */
export const asText = (value: Json | undefined): Json | undefined =>
  value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
