import type { Environment } from '../../core/environment.ts';
import type { DynamoDb, EventBuses, Lambda, Sns, Sqs } from '../../core/ports.ts';
import type { Json } from '../language/json.ts';
import type { Activities } from '../activities.ts';
import { callSdk, sdkServices } from './aws-sdk.ts';
import { dynamoDbItem } from './dynamodb.ts';
import type { Call, Integration, Pattern } from './integration.ts';
import { invokeFunction, invokeService } from './lambda.ts';
import { publish, putEvents, sendMessage } from './messaging.ts';
import { nestedOutcome, startExecution, type OwnCall } from './nested.ts';

/** The services that tasks can ask. One that is absent is refused by name. Looked at with each use. */
export interface Ports {
  readonly lambda?: Lambda;
  readonly sqs?: Sqs;
  readonly sns?: Sns;
  readonly events?: EventBuses;
  readonly dynamodb?: DynamoDb;
}

interface Deps {
  readonly environment: Environment;
  readonly ports: Ports;
  readonly activities: Activities;
  readonly own: OwnCall;
  /** Resolves with the description of an execution when it has ended. */
  readonly ended: (executionArn: string) => Promise<Record<string, any>>;
}

type Service = Readonly<Record<string, (parameters: Json, call: Call) => Promise<Json>>>;

const suffixes: Readonly<Record<string, Pattern>> = {
  '': 'request',
  '.waitForTaskToken': 'token',
  '.sync': 'sync',
  '.sync:2': 'sync',
};

/**
 * Finds what a `Resource` names.
 *
 * @throws Error for one that is not served here
 */
export function createResources(deps: Deps): (resource: string) => Integration {
  const { environment, activities } = deps;
  const refused = (resource: string) =>
    new Error(
      `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
  const notServed = (resource: string) =>
    new Error(`The local cloud does not serve the integration ${resource}.`);

  return (resource) => {
    const [, , service, , , ...rest] = resource.split(':');
    const { lambda } = deps.ports;
    if (service === 'lambda' && rest[0] === 'function') {
      if (!lambda) throw notServed(resource);
      return {
        kind: 'LambdaFunction',
        resource,
        resourceType: 'lambda',
        pattern: 'request',
        call: (parameters, call) => invokeFunction(lambda, environment, resource, parameters, call),
      };
    }
    if (service === 'states' && rest[0] === 'activity') {
      activities.require(resource);
      return {
        kind: 'Activity',
        resource,
        resourceType: 'activity',
        pattern: 'token',
        call: (parameters, call) => activities.schedule(resource, parameters, call),
      };
    }
    const match = /^arn:[\w-]+:states:::(aws-sdk:)?([\w-]+):(\w+)((?:\.\w+(?::2)?)?)$/.exec(resource);
    const pattern = suffixes[match?.[4] ?? ''];
    if (!match || !pattern) throw refused(resource);
    const [, viaSdk, name = '', action = '', suffix = ''] = match;
    const common = { kind: 'Task' as const, resource: `${action}${suffix}`, pattern };
    if (viaSdk) {
      const operation = `${action[0]!.toUpperCase()}${action.slice(1)}`;
      const asked = sdkServices(deps.ports, deps.own)[name];
      if (pattern === 'sync') throw refused(resource);
      if (!asked || (asked.only && !asked.only.includes(operation))) throw notServed(resource);
      return {
        ...common,
        resourceType: `aws-sdk:${name}`,
        call: (parameters, call) => callSdk(asked, operation, parameters, call, environment),
      };
    }
    const own = optimizedServices(deps)[name];
    if (!own) throw known.has(name) ? notServed(resource) : refused(resource);
    const run = own[`${action}${pattern === 'token' ? '.waitForTaskToken' : ''}`];
    if (!run || (pattern === 'sync' && name !== 'states')) throw refused(resource);
    const nested = name === 'states' && pattern === 'sync';
    return {
      ...common,
      resourceType: name,
      call: run,
      ...(nested && {
        jobOf: (answer: Json) => String((answer as { ExecutionArn?: string }).ExecutionArn),
        completion: async (job: string) => nestedOutcome(await deps.ended(job), suffix.endsWith(':2')),
      }),
    };
  };
}

/** By name and action, with its suffix where it can wait for a token. */
function optimizedServices({ ports, environment, own }: Deps): Readonly<Record<string, Service | undefined>> {
  const { lambda, sqs, sns, events, dynamodb } = ports;
  const withToken = (action: string, run: Service[string]): Service => ({
    [action]: run,
    [`${action}.waitForTaskToken`]: run,
  });
  return {
    lambda: lambda && withToken('invoke', (input, call) => invokeService(lambda, environment, input, call)),
    sqs: sqs && withToken('sendMessage', (input, call) => sendMessage(sqs, environment, input, call)),
    sns: sns && withToken('publish', (input, call) => publish(sns, environment, input, call)),
    events: events && withToken('putEvents', (input, call) => putEvents(events, environment, input, call)),
    states: withToken('startExecution', (input, call) => startExecution(own, environment, input, call)),
    dynamodb: dynamodb && {
      getItem: (input, call) => dynamoDbItem(dynamodb, environment, 'GetItem', input, call),
      putItem: (input, call) => dynamoDbItem(dynamodb, environment, 'PutItem', input, call),
      updateItem: (input, call) => dynamoDbItem(dynamodb, environment, 'UpdateItem', input, call),
      deleteItem: (input, call) => dynamoDbItem(dynamodb, environment, 'DeleteItem', input, call),
    },
  };
}

/** Services with an optimized integration. Source: Step Functions Developer Guide, "Integrating optimized services". */
const known = new Set(
  (
    'apigateway athena batch bedrock codebuild dynamodb ecs eks elasticmapreduce emr-containers emr-serverless ' +
    'events glue databrew http lambda mediaconvert sagemaker sns sqs states'
  ).split(' '),
);
