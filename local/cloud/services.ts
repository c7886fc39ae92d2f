import { createAppSync, type AppSync } from '../appsync/service.ts';
import { createCloudWatch, type CloudWatchService } from '../cloudwatch/index.ts';
import { createCognito, type Cognito } from '../cognito/index.ts';
import type { Environment } from '../core/environment.ts';
import { createOutgoingCalls } from '../core/outgoing-calls.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { createDynamoDb, type DynamoDbService } from '../dynamodb/index.ts';
import { createEvents, type EventsService } from '../events/index.ts';
import { createGateway, type Gateway } from '../gateway/index.ts';
import { createHttpApi, type HttpApiService } from '../http-api/index.ts';
import { createIam, type IamService } from '../iam/index.ts';
import { inspectionPage } from '../inspection/index.ts';
import { createLambda, type LambdaService } from '../lambda/index.ts';
import { createOutbox, outboxPage, type OutboxStore } from '../outbox/index.ts';
import { createRdsData, type RdsDataService } from '../rds-data/index.ts';
import { createSecretsManager, type SecretsManagerService } from '../secrets-manager/index.ts';
import { createSes, type SesService } from '../ses/index.ts';
import { createSns, type SnsService } from '../sns/index.ts';
import { createSqs, type SqsService } from '../sqs/index.ts';
import { createSsm, type SsmService } from '../ssm/index.ts';
import { createStepFunctions, type StepFunctionsService } from '../step-functions/index.ts';
import type { LocalCertificate } from '../tls/certificate.ts';
import type { Closing } from './closing.ts';
import { deliveryTo, type Destinations } from './delivery.ts';
import { createFaultyDeliveries } from './faulty-deliveries.ts';
import type { StartOptions } from './options.ts';
import { busyPort, PortInUseError } from './port-in-use.ts';
import { sdkCalls, type CallableServices } from './sdk-calls.ts';

/** The services of a local cloud, each given to those that need it. */
export interface Services {
  readonly iam: IamService;
  readonly gateway: Gateway;
  readonly dynamodb: DynamoDbService;
  readonly cloudWatch: CloudWatchService;
  readonly sqs: SqsService;
  readonly ses: SesService;
  readonly sns: SnsService;
  readonly secretsManager: SecretsManagerService;
  readonly ssm: SsmService;
  readonly rdsData: RdsDataService;
  readonly lambda: LambdaService;
  readonly events: EventsService;
  readonly stepFunctions: StepFunctionsService;
  readonly cognito: Cognito;
  readonly appsync: AppSync;
  readonly httpApi: HttpApiService;
  /** What SES, SNS and Cognito would have sent to people. */
  readonly outbox: OutboxStore;
}

const defaultPorts = { graphql: 4000, gateway: 4566 } as const;

type Reachable = {
  -readonly [Name in keyof (Destinations & CallableServices)]: (Destinations & CallableServices)[Name];
};

/**
 * Starts the services, empty. The one place that knows all of them: no service imports another.
 * @throws PortInUseError when another program has the gateway's port.
 */
export async function startServices(
  environment: Environment,
  options: StartOptions,
  certificate: LocalCertificate | undefined,
  closing: Closing,
): Promise<Services> {
  const { host = '127.0.0.1', ports = {}, dynamodbEndpoint, site } = options;
  const graphqlPort = ports.graphql ?? defaultPorts.graphql;
  const iam = createIam({ environment });
  closing.add(iam.close);
  const calls = createOutgoingCalls();
  const gateway = await createGateway({
    environment,
    iam,
    calls,
    port: ports.gateway ?? defaultPorts.gateway,
    host,
  }).catch((error: unknown) => {
    if (busyPort(error) === undefined) throw error;
    throw new PortInUseError(ports.gateway ?? defaultPorts.gateway, 'gateway', { cause: error });
  });
  closing.add(gateway.close);
  const dynamodb = await createDynamoDb({
    environment,
    iam,
    ...(dynamodbEndpoint === undefined ? {} : { endpoint: dynamodbEndpoint }),
  });
  closing.add(dynamodb.close);
  // The others count for it, and its alarms tell some of them, which come after.
  const cloudWatch = createCloudWatch({ environment, iam, deliver: (...told) => deliver(...told) });
  closing.add(cloudWatch.close);
  const { metrics } = cloudWatch;
  const sqs = createSqs({ environment, iam, gatewayUrl: gateway.url, metrics });
  closing.add(sqs.close);
  const secretsManager = createSecretsManager({ environment, iam });
  closing.add(secretsManager.close);
  const given = options.ssmParameters ?? {};
  const ssm = createSsm({ environment, iam, given });
  closing.add(ssm.close);
  const rdsData = createRdsData({ environment, iam, secrets: secretsManager });
  closing.add(rdsData.close);
  // Filled as the services come: some deliver to others, which deliver to them.
  const reachable: Reachable = { sqs, dynamodb };
  const deliver = deliveryTo(reachable);
  const deliveries = createFaultyDeliveries(environment);
  const lambda = createLambda({
    environment,
    iam,
    streams: dynamodb.streams,
    sqs,
    deliver: deliveries.from('lambda', deliver),
    gatewayUrl: gateway.url,
    calls,
    metrics,
  });
  closing.add(lambda.close);
  reachable.lambda = lambda;
  const outbox = createOutbox(environment);
  const page = outboxPage(outbox);
  const ses = createSes({ environment, iam, outbox });
  closing.add(ses.close);
  const sns = createSns({ environment, iam, sqs, lambda, outbox, gatewayUrl: gateway.url });
  closing.add(sns.close);
  reachable.sns = sns;
  const events = createEvents({
    environment,
    iam,
    deliver: deliveries.from('events', deliver),
    sdk: sdkCalls(reachable),
  });
  closing.add(events.close);
  reachable.events = events;
  const stepFunctions = createStepFunctions({ environment, iam, ports: reachable });
  closing.add(stepFunctions.close);
  reachable.stateMachines = stepFunctions;
  const cognito = createCognito({ environment, iam, lambda, outbox });
  closing.add(cognito.close);
  const inspection = options.traces
    ? inspectionPage({ sqs, sns, lambda, events, stepFunctions, cloudWatch })
    : undefined;
  const appsync = createAppSync({
    environment,
    iam,
    dynamodb,
    lambda,
    rdsData,
    events,
    userPools: cognito,
    ...(options.openSearchEndpoint === undefined ? {} : { openSearchEndpoint: options.openSearchEndpoint }),
    ...(options.bedrockEndpoint === undefined ? {} : { bedrockEndpoint: options.bedrockEndpoint }),
    traces: options.traces ?? false,
    metrics,
    ...(options.graphqlQuotas === undefined ? {} : { quotas: options.graphqlQuotas }),
    options: {
      host,
      port: graphqlPort,
      ...(certificate ? { tls: certificate } : {}),
      site(request, response, api) {
        if (page(request, response) || inspection?.(request, response)) return;
        if (site) return site(request, response, api);
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      },
    },
  });
  closing.add(appsync.close);
  const httpApi = createHttpApi({
    environment,
    iam,
    lambda,
    sqs,
    eventBuses: events,
    stateMachines: stepFunctions,
    userPools: cognito,
    door: {
      host,
      port: ports.httpApi ?? (graphqlPort === 0 ? 0 : graphqlPort + 1),
      exact: ports.httpApi !== undefined,
      ...(certificate ? { tls: certificate } : {}),
    },
  });
  closing.add(httpApi.close);
  // Before those that deliver, which wait for what is under way.
  closing.add(deliveries.close);
  gateway.serve(
    iam.api,
    ...dynamodb.apis,
    ...cloudWatch.apis,
    sqs.api,
    ses.api,
    sns.api,
    secretsManager.api,
    ssm.api,
    rdsData.api,
    lambda.api,
    ...events.apis,
    stepFunctions.api,
    cognito.api,
    cognito.identityApi,
    appsync.awsApi,
  );
  return {
    iam,
    gateway,
    dynamodb,
    cloudWatch,
    sqs,
    ses,
    sns,
    secretsManager,
    ssm,
    rdsData,
    lambda,
    events,
    stepFunctions,
    cognito,
    appsync,
    httpApi,
    outbox,
  };
}

/** Every resource type that the services stand up. */
export function providersOf({
  iam,
  dynamodb,
  cloudWatch,
  sqs,
  ses,
  sns,
  secretsManager,
  ssm,
  rdsData,
  lambda,
  events,
  stepFunctions,
  cognito,
  appsync,
  httpApi,
}: Services): ResourceProvider[] {
  return [
    ...iam.resources,
    ...dynamodb.resources,
    ...cloudWatch.resources,
    ...sqs.resources,
    ...ses.resources,
    ...sns.resources,
    ...secretsManager.resources,
    ...ssm.resources,
    ...rdsData.resources,
    ...lambda.resources,
    ...events.resources,
    ...stepFunctions.resources,
    ...cognito.resources,
    ...appsync.providers,
    ...httpApi.resources,
  ];
}
