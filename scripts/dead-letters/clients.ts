import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';

/** What every client of the SDK is made with. */
export interface Place {
  readonly region?: string;
  /** Absent: AWS itself, or what the environment says. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** In milliseconds, for a cloud whose clock is another. */
  readonly systemClockOffset?: number;
}

export type Clients = ReturnType<typeof openClients>;

/** The services that dead letters come from and go back to. */
export function openClients(place: Place) {
  const { region, endpoint, credentials, systemClockOffset } = place;
  const options = {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(systemClockOffset === undefined ? {} : { systemClockOffset }),
  };
  return {
    cloudFormation: new CloudFormationClient(options),
    events: new EventBridgeClient(options),
    // A function is not to be called twice because its answer was long in coming.
    lambda: new LambdaClient({ ...options, maxAttempts: 1 }),
    sqs: new SQSClient(options),
    streams: new DynamoDBStreamsClient(options),
  };
}

/**
 * Where the shop is: on this machine at its usual port, or where `AWS_ENDPOINT_URL` says, unless AWS is asked for.
 *
 * @example
 * placeOf({ aws: false }, {}) // http://127.0.0.1:4566
 */
export function placeOf({ aws, region }: { aws: boolean; region?: string }, env: NodeJS.ProcessEnv): Place {
  if (aws) return region === undefined ? {} : { region };
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = env;
  return {
    region: region ?? AWS_REGION ?? 'us-east-1',
    endpoint: AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566',
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID ?? 'test',
      secretAccessKey: AWS_SECRET_ACCESS_KEY ?? 'test',
    },
  };
}
