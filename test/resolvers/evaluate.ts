/**
 * Runs one handler of the deployed bundle as AppSync would, through the service's own `EvaluateCode`: against the local
 * cloud, or against AWS itself with `BODEGA_EVALUATE=aws` and the SDK's default credentials.
 */
import { AppSyncClient, EvaluateCodeCommand, type EvaluateCodeCommandOutput } from '@aws-sdk/client-appsync';
import { createAppSyncApi } from '../../local/appsync/aws-api.ts';
import { createGateway } from '../../local/gateway/index.ts';
import { createIam } from '../../local/iam/index.ts';
import { testEnvironment } from '../local/support.ts';
import { bundleOf } from './bundle.ts';
import type { HandlerContext } from './context.ts';

/** An error that a handler ended with. */
export interface Raised {
  readonly message: string;
  /** The `errorType` that a client sees. */
  readonly type: string | null;
  /** The `errorInfo` that a client sees. */
  readonly info: any;
}

/** What a handler did, parsed. */
export interface Evaluated {
  /** What it returned, or gave to `runtime.earlyReturn`; undefined when it raised. */
  readonly result: any;
  readonly error: Raised | undefined;
  readonly stash: Record<string, any>;
  /** Errors that a client gets beside the data. */
  readonly outErrors: any[];
  readonly logs: readonly string[];
  /** What `extensions.setSubscriptionFilter` was given. */
  readonly subscriptionFilter: any;
  /** Whether `runtime.earlyReturn` left the pipeline's other steps out. */
  readonly skipsToEnd: boolean;
}

/**
 * @param name - a field, e.g. `Query.product`, or a step, e.g. `steps/readCart`.
 * @throws Error when the service refuses the code, with what it says about it.
 * @example
 * const { result } = await evaluate('Query.product', 'request', guest({ arguments: { id: 'p1' } }));
 */
export async function evaluate(
  name: string,
  handler: 'request' | 'response',
  context: HandlerContext,
): Promise<Evaluated> {
  const answer = await evaluateCode(await bundleOf(name), handler, context);
  const { error, evaluationResult, logs = [] } = answer;
  if (error?.codeErrors?.length) throw new Error(`${name} is refused: ${JSON.stringify(error)}`);
  const recorded: any[] = JSON.parse(answer.outErrors || '[]');
  const raised = recorded.findLast(({ message }) => message === error?.message);
  const notes = recorded.filter(({ errorType }) => errorType === 'Noted');
  return {
    result: error ? undefined : JSON.parse(evaluationResult || 'null'),
    error: error && {
      message: error.message ?? '',
      type: raised?.errorType ?? null,
      info: raised?.errorInfo ?? null,
    },
    stash: JSON.parse(answer.stash || '{}'),
    outErrors: recorded.filter((one) => one !== raised && !notes.includes(one)),
    logs,
    subscriptionFilter: notes.find(({ message }) => message === 'filter')?.errorInfo,
    skipsToEnd: notes.some(({ message, errorInfo }) => message === 'skipTo' && errorInfo === 'END'),
  };
}

/** What the service itself answers about a handler of any code. */
export async function evaluateCode(
  code: string,
  handler: 'request' | 'response',
  context: object,
): Promise<EvaluateCodeCommandOutput> {
  const service = await client();
  return service.send(
    new EvaluateCodeCommand({
      runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
      code,
      context: JSON.stringify(context),
      function: handler,
    }),
  );
}

/** The error that a handler raised, for tests that are about nothing else. */
export async function errorOf(...call: Parameters<typeof evaluate>): Promise<Raised | undefined> {
  return (await evaluate(...call)).error;
}

/** One for all the files that a worker runs; it ends with the worker. */
let opened: Promise<AppSyncClient> | undefined;

function client(): Promise<AppSyncClient> {
  return (opened ??= process.env.BODEGA_EVALUATE === 'aws' ? onAws() : onLocalCloud());
}

async function onAws(): Promise<AppSyncClient> {
  return new AppSyncClient({});
}

async function onLocalCloud(): Promise<AppSyncClient> {
  const environment = testEnvironment();
  const iam = createIam({ environment });
  const gateway = await createGateway({ environment, iam, port: 0 });
  gateway.serve(createAppSyncApi(environment, []));
  const { accessKeyId, secretAccessKey } = iam.root();
  return new AppSyncClient({
    endpoint: gateway.url,
    region: environment.region,
    credentials: { accessKeyId, secretAccessKey },
  });
}
