import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../../local/assembly/read.ts';
import { deploy } from '../../local/cloudformation/deploy.ts';
import { createCognito } from '../../local/cognito/index.ts';
import type { Environment } from '../../local/core/environment.ts';
import { createGateway } from '../../local/gateway/index.ts';
import { createHttpApi, type HttpApiOptions } from '../../local/http-api/index.ts';
import { createIam } from '../../local/iam/index.ts';
import { createLambda } from '../../local/lambda/index.ts';
import { createOutbox } from '../../local/outbox/index.ts';
import { createSecretsManager } from '../../local/secrets-manager/index.ts';
import { createSes } from '../../local/ses/index.ts';
import { createSns } from '../../local/sns/index.ts';
import { createSqs } from '../../local/sqs/index.ts';
import { createSsm } from '../../local/ssm/index.ts';
import { testEnvironment } from './support.ts';

/**
 * A template of one stack, stood up by the services that need no database, wired as the local cloud wires them.
 * @param options.environment - with another clock, signatures are still compared with the machine's time
 */
export async function standUp(
  template: object,
  options: { environment?: Partial<Environment>; httpApi?: Partial<HttpApiOptions> } = {},
) {
  const environment = testEnvironment(options.environment);
  const iam = createIam({ environment: testEnvironment() });
  const gateway = await createGateway({ environment: testEnvironment(), iam, port: 0 });
  const sqs = createSqs({ environment, iam, gatewayUrl: gateway.url });
  const lambda = createLambda({ environment, iam, gatewayUrl: gateway.url, sqs });
  const outbox = createOutbox(environment);
  const cognito = createCognito({ environment, iam, lambda, outbox });
  const httpApi = createHttpApi({
    environment,
    iam,
    lambda,
    sqs,
    userPools: cognito,
    door: { host: '127.0.0.1', port: 0 },
    ...options.httpApi,
  });
  const ses = createSes({ environment, iam, outbox });
  const sns = createSns({ environment, iam, sqs, lambda, outbox, gatewayUrl: gateway.url });
  const secretsManager = createSecretsManager({ environment, iam });
  const ssm = createSsm({ environment, iam, given: { '/given': 'at the start' } });
  gateway.serve(iam.api, secretsManager.api, ssm.api, sqs.api, ses.api, sns.api, lambda.api, cognito.api);
  const folder = mkdtempSync(join(tmpdir(), 'standing-'));
  const providers = [
    ...iam.resources,
    ...sqs.resources,
    ...ses.resources,
    ...sns.resources,
    ...secretsManager.resources,
    ...ssm.resources,
    ...lambda.resources,
    ...cognito.resources,
    ...httpApi.resources,
  ];
  const stored = { ssm: ssm.value, secret: secretsManager.resolve };
  const deployFrom = (next: object, former?: Awaited<ReturnType<typeof deploy>>) => {
    const file = join(folder, 'Stack.json');
    writeFileSync(file, JSON.stringify(next));
    return deploy(readAssembly(file), providers, environment, { stored }, former);
  };
  const close = async () => {
    await httpApi.close();
    await ses.close();
    await sns.close();
    await secretsManager.close();
    await ssm.close();
    await cognito.close();
    await lambda.close();
    await sqs.close();
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    let deployment = await deployFrom(template);
    return {
      environment,
      gateway,
      iam,
      sqs,
      ses,
      sns,
      secretsManager,
      ssm,
      lambda,
      cognito,
      httpApi,
      outbox,
      get report() {
        return deployment.report;
      },
      /** Outputs of the stack. */
      get outputs() {
        return deployment.stacks[0]!.outputs;
      },
      async update(next: object) {
        deployment = await deployFrom(next, deployment);
      },
      /** What an SDK's client is made with. */
      client: {
        region: environment.region,
        endpoint: gateway.url,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        maxAttempts: 1,
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export type Standing = Awaited<ReturnType<typeof standUp>>;

/** A role with one inline policy. */
export const role = (...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: ['apigateway.amazonaws.com', 'lambda.amazonaws.com'] },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    Policies: [{ PolicyName: 'inline', PolicyDocument: { Statement: statements } }],
  },
});

/** Lets a service call a function. */
export const permission = (name: string, Principal: string, SourceArn?: object) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': [name, 'Arn'] },
    Principal,
    ...(SourceArn && { SourceArn }),
  },
});

/** A function from source text, whose role may do nothing. */
export const lambdaFunction = (source: string, properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
    Role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
    Code: { ZipFile: source },
    ...properties,
  },
});
