import type { Environment } from '../core/environment.ts';
import { RestartNeededError, type ResourceProvider, type ResourceRequest } from '../core/resource.ts';
import type { Asynchronous } from './asynchronous.ts';
import type { CodeStore } from './code.ts';
import { permissionProvider } from './permission.ts';
import { parseFunctionName, type FunctionDefinition, type FunctionRegistry } from './function.ts';

interface Deps {
  readonly environment: Environment;
  readonly functions: FunctionRegistry;
  readonly code: CodeStore;
  readonly configureEvents: Asynchronous['configure'];
  /** Lets what runs of a definition end, and starts nothing more of it. */
  readonly retire: (definition: FunctionDefinition) => void;
  /** Goes on with the events that an earlier run left. */
  readonly resume: () => Promise<void>;
}

/** `AWS::Lambda::*` except event source mappings. */
export function lambdaProviders({
  environment,
  functions,
  code,
  configureEvents,
  retire,
  resume,
}: Deps): ResourceProvider[] {
  const { partition, region, accountId } = environment;

  const define = async (request: ResourceRequest): Promise<FunctionDefinition> => {
    const { properties, logicalId, generatedName } = request;
    refuseWhatDoesNotRun(request);
    const name = properties.FunctionName ?? generatedName.slice(0, 64);
    return {
      name,
      arn: `arn:${partition}:lambda:${region}:${accountId}:function:${name}`,
      logicalId,
      taskRoot: await code.place(request),
      handler: properties.Handler,
      runtime: properties.Runtime,
      roleArn: properties.Role,
      environment: variables(request),
      timeout: within(request, 'Timeout', 3, 1, 900) * 1000,
      memory: within(request, 'MemorySize', 128, 128, 10_240),
      reservedConcurrency:
        properties.ReservedConcurrentExecutions === undefined
          ? undefined
          : Number(properties.ReservedConcurrentExecutions),
      ...(properties.DeadLetterConfig?.TargetArn && { deadLetterArn: properties.DeadLetterConfig.TargetArn }),
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
      description: properties.Description ?? '',
    };
  };

  /** Runs the new definition from the next invocation on. */
  const replace = (former: FunctionDefinition, next: FunctionDefinition): void => {
    functions.add(next);
    retire(former);
  };

  return [
    {
      type: 'AWS::Lambda::Function',
      honoured: [
        'Code',
        'DeadLetterConfig.TargetArn',
        'Description',
        'Environment.Variables',
        'FunctionName',
        'Handler',
        'LoggingConfig.LogGroup',
        'MemorySize',
        'PackageType',
        'ReservedConcurrentExecutions',
        'Role',
        'Runtime',
        'Timeout',
      ],
      inert: {
        Architectures: 'functions run on the processor at hand',
        EphemeralStorage: "the machine's own temporary folder is used",
        KmsKeyArn: 'variables are not encrypted',
        'LoggingConfig.LogFormat': 'log lines are shown as they are written',
        'LoggingConfig.ApplicationLogLevel': 'log lines are shown as they are written',
        'LoggingConfig.SystemLogLevel': 'log lines are shown as they are written',
        RecursiveLoop: 'loops are not detected',
        RuntimeManagementConfig: 'the runtime is that of this process',
        SnapStart: 'starts are not sped up',
        Tags: 'for people and bills',
        TracingConfig: 'traces are not collected',
        VpcConfig: 'there is one network',
      },
      settle: resume,
      async create(request) {
        const definition = await define(request);
        functions.add(definition);
        return { ref: definition.name, attributes: { Arn: definition.arn } };
      },
      async update(request) {
        const { created, logicalId } = request;
        const { definition: former } = functions.resolve(created.ref);
        const next = await define(request);
        if (next.name !== former.name)
          throw new RestartNeededError(`${logicalId}: a change of its name needs a restart`);
        replace(former, next);
        return { created, undo: () => replace(next, former) };
      },
      async remove(_request, { ref }) {
        const { definition } = functions.resolve(ref);
        functions.remove(definition);
        retire(definition);
        return () => functions.add(definition);
      },
    },
    permissionProvider(functions, partition),
    {
      type: 'AWS::Lambda::Version',
      honoured: ['FunctionName'],
      inert: {
        CodeSha256: 'every version runs the code of this start',
        Description: 'for people',
        ProvisionedConcurrencyConfig: 'environments are started when needed',
        RuntimePolicy: 'the runtime is that of this process',
      },
      async create({ properties }) {
        const { definition } = functions.resolve(properties.FunctionName);
        const version = String(functions.versionsOf(definition.name) + 1);
        functions.addVersion(definition.name, version);
        const arn = `${definition.arn}:${version}`;
        return { ref: arn, attributes: { Version: version, FunctionArn: arn } };
      },
      // The function's former versions may still be called; the number is not given again.
      remove: async () => () => {},
    },
    {
      type: 'AWS::Lambda::Alias',
      honoured: ['FunctionName', 'FunctionVersion', 'Name'],
      inert: {
        Description: 'for people',
        ProvisionedConcurrencyConfig: 'environments are started when needed',
        RoutingConfig: 'every version runs the code of this start',
      },
      async create({ properties }) {
        const { definition } = functions.resolve(properties.FunctionName);
        const version = parseFunctionName(properties.FunctionVersion).qualifier ?? properties.FunctionVersion;
        functions.addAlias(definition.name, properties.Name, version);
        const arn = `${definition.arn}:${properties.Name}`;
        return { ref: arn, attributes: { AliasArn: arn } };
      },
      async update({ properties, former, created }) {
        const { definition } = functions.resolve(properties.FunctionName);
        if (properties.Name !== former.Name || properties.FunctionName !== former.FunctionName)
          throw new RestartNeededError(`${created.ref}: a change of an alias's name needs a restart`);
        const point = ({ FunctionVersion }: Record<string, any>) =>
          functions.addAlias(
            definition.name,
            properties.Name,
            parseFunctionName(FunctionVersion).qualifier ?? FunctionVersion,
          );
        point(properties);
        return { created, undo: () => point(former) };
      },
    },
    {
      type: 'AWS::Lambda::EventInvokeConfig',
      honoured: [
        'DestinationConfig.OnFailure.Destination',
        'DestinationConfig.OnSuccess.Destination',
        'FunctionName',
        'MaximumEventAgeInSeconds',
        'MaximumRetryAttempts',
        'Qualifier',
      ],
      async create({ properties, generatedName }) {
        const { definition } = functions.resolve(properties.FunctionName);
        const { OnSuccess, OnFailure } = properties.DestinationConfig ?? {};
        configureEvents(definition.name, properties.Qualifier, {
          maximumRetryAttempts: Number(properties.MaximumRetryAttempts ?? 2),
          maximumEventAgeInSeconds: Number(properties.MaximumEventAgeInSeconds ?? 21_600),
          ...(OnSuccess && { onSuccess: OnSuccess.Destination }),
          ...(OnFailure && { onFailure: OnFailure.Destination }),
        });
        return { ref: generatedName };
      },
    },
  ];
}

function refuseWhatDoesNotRun({ logicalId, properties }: ResourceRequest): void {
  if (properties.PackageType === 'Image') {
    throw new Error(`${logicalId}: functions from container images are not run here.`);
  }
  if (!/^nodejs\d+\.x$/.test(properties.Runtime ?? '')) {
    throw new Error(`${logicalId}: the runtime ${properties.Runtime} is not run here, only nodejs ones are.`);
  }
  for (const property of ['Handler', 'Role']) {
    if (typeof properties[property] !== 'string') throw new Error(`${logicalId}: ${property} is required.`);
  }
}

/** Names that Lambda keeps for itself. Source: Lambda Developer Guide, "Defined runtime environment variables". */
const reservedNames = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

function variables({ logicalId, properties }: ResourceRequest): Record<string, string> {
  const entries = Object.entries(properties.Environment?.Variables ?? {});
  for (const [name] of entries) {
    if (reservedNames.has(name))
      throw new Error(`${logicalId}: Lambda keeps the variable ${name} for itself.`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function within(
  { logicalId, properties }: ResourceRequest,
  property: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const value = Number(properties[property] ?? otherwise);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(
    `${logicalId}: ${property} must be a whole number from ${least} to ${most}, not ${properties[property]}.`,
  );
}
