import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Place } from '../place.ts';

export type Clients = ReturnType<typeof openClients>;

/** The services that dead letters come from and go back to. */
export function openClients(place: Place) {
  return {
    cloudFormation: new CloudFormationClient(place),
    events: new EventBridgeClient(place),
    // A function is not to be called twice because its answer was long in coming.
    lambda: new LambdaClient({ ...place, maxAttempts: 1 }),
    sqs: new SQSClient(place),
    streams: new DynamoDBStreamsClient(place),
  };
}
