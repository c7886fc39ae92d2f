import { requireAccess } from '../core/access.ts';
import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Iam, Invocation } from '../core/ports.ts';
import type { FunctionDefinition, FunctionRegistry } from './function.ts';
import type { Invoker } from './invoker.ts';

interface Deps {
  readonly iam: Iam;
  readonly functions: FunctionRegistry;
  readonly run: Invoker['run'];
  /** Descriptions of the event source mappings. */
  readonly mappings: () => Record<string, unknown>[];
}

type Handle = (request: AwsRequest, name: string) => Promise<AwsResponse> | AwsResponse;

const logTail = 4 * 1024;
const json = (body: unknown): AwsResponse => ({ status: 200, body: JSON.stringify(body) });

/** Lambda's REST API: invoke functions and look at them. */
export function lambdaApi({ iam, functions, run, mappings }: Deps): AwsApi {
  const allow = (request: AwsRequest, action: string, resource: string) => {
    if (request.principal)
      requireAccess(iam, request.principal, `lambda:${action}`, resource, undefined, 403);
  };

  const qualified = (request: AwsRequest, name: string) => {
    const qualifier = request.query.get('Qualifier');
    return qualifier ? `${name}:${qualifier}` : name;
  };

  const invoke: Handle = async (request, name) => {
    const header = (key: string) => request.headers[key] as string | undefined;
    const type = header('x-amz-invocation-type') ?? 'RequestResponse';
    const functionName = qualified(request, name);
    if (type === 'DryRun') {
      allow(request, 'InvokeFunction', functions.resolve(functionName).invokedArn);
      return { status: 204, body: '' };
    }
    const result = await run({
      functionName,
      payload: eventText(request.body),
      invocationType: type as Invocation['invocationType'],
      principal: request.principal,
      clientContext: clientContext(header('x-amz-client-context')),
    });
    return {
      status: result.statusCode,
      headers: {
        'x-amz-executed-version': result.executedVersion,
        ...(result.functionError && { 'x-amz-function-error': result.functionError }),
        ...(header('x-amz-log-type') === 'Tail' && {
          'x-amz-log-result': Buffer.from(result.log).subarray(-logTail).toString('base64'),
        }),
      },
      body: result.payload,
    };
  };

  const routes: readonly [method: string, path: RegExp, handle: Handle][] = [
    ['POST', /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, invoke],
    [
      'GET',
      /^\/2015-03-31\/functions\/?$/,
      (request) => {
        allow(request, 'ListFunctions', '*');
        return json({ Functions: functions.all().map(configurationOf) });
      },
    ],
    [
      'GET',
      /^\/2015-03-31\/functions\/([^/]+)$/,
      (request, name) => {
        const { definition } = functions.resolve(qualified(request, name));
        allow(request, 'GetFunction', definition.arn);
        return json({
          Configuration: configurationOf(definition),
          Code: { RepositoryType: 'S3', Location: `file://${definition.taskRoot}` },
        });
      },
    ],
    [
      'GET',
      /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
      (request, name) => {
        const { definition } = functions.resolve(qualified(request, name));
        allow(request, 'GetFunctionConfiguration', definition.arn);
        return json(configurationOf(definition));
      },
    ],
    [
      'GET',
      /^\/2015-03-31\/event-source-mappings\/?$/,
      (request) => {
        allow(request, 'ListEventSourceMappings', '*');
        const [source, name] = [request.query.get('EventSourceArn'), request.query.get('FunctionName')];
        const arn = name ? functions.resolve(name).definition.arn : undefined;
        return json({
          EventSourceMappings: mappings().filter(
            (mapping) =>
              (!source || mapping.EventSourceArn === source) && (!arn || mapping.FunctionArn === arn),
          ),
        });
      },
    ],
  ];

  return {
    signingNames: ['lambda'],
    targetPrefixes: [],
    protocol: 'rest-json',
    allowsAnonymous: () => false,
    async handle(request) {
      for (const [method, path, handle] of routes) {
        const match = request.method === method ? path.exec(request.path) : undefined;
        if (match) return handle(request, decode(match[1] ?? ''));
      }
      throw new AwsError(
        'UnknownOperationException',
        `The local Lambda does not know ${request.method} ${request.path}`,
        404,
      );
    },
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('ValidationException', `The path segment ${segment} is not well encoded.`, 400);
  }
}

function eventText(body: Buffer): string {
  const text = body.length === 0 ? '{}' : body.toString();
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
      400,
      { Type: 'User' },
    );
  }
}

function clientContext(encoded: string | undefined): unknown {
  if (!encoded) return undefined;
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString());
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
      400,
    );
  }
}

function configurationOf(definition: FunctionDefinition): Record<string, unknown> {
  return {
    FunctionName: definition.name,
    FunctionArn: definition.arn,
    Runtime: definition.runtime,
    Role: definition.roleArn,
    Handler: definition.handler,
    Description: definition.description,
    Timeout: definition.timeout / 1000,
    MemorySize: definition.memory,
    Version: '$LATEST',
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Environment: { Variables: definition.environment },
    LoggingConfig: { LogFormat: 'Text', LogGroup: definition.logGroup },
  };
}
