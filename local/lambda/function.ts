import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { PolicyDocument, PolicyStatement } from '../core/ports.ts';

/** A function as its template describes it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly logicalId: string;
  /** The folder that holds the code. */
  readonly taskRoot: string;
  readonly handler: string;
  /** E.g. `nodejs22.x`. */
  readonly runtime: string;
  readonly roleArn: string;
  readonly environment: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly timeout: number;
  /** In MB. */
  readonly memory: number;
  /** How many invocations may be under way at once; absent: no limit of its own. */
  readonly reservedConcurrency?: number;
  /** ARN of the queue or topic that gets asynchronous events that were discarded. */
  readonly deadLetterArn?: string;
  readonly logGroup: string;
  readonly description: string;
}

/** How asynchronous invocations of a function are retried, and who is told how they ended. */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
  /** ARN of a queue, a topic, a function or a bus. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

/** Every function, by all the names that it may be called by. */
export interface FunctionRegistry {
  add(definition: FunctionDefinition): void;
  remove(definition: FunctionDefinition): void;
  addVersion(functionName: string, version: string): void;
  addAlias(functionName: string, alias: string, version: string): void;
  /** @throws AwsError ResourceNotFoundException for a function, version or alias that does not stand. */
  resolve(nameOrArn: string): ResolvedFunction;
  all(): FunctionDefinition[];
  versionsOf(functionName: string): number;
  /** Adds a statement to the policy on a function. @returns how to take it away. */
  permit(functionName: string, statement: PolicyStatement): () => void;
  /** The policy on a function, which `AddPermission` writes; absent: there is none. */
  policyOf(functionName: string): PolicyDocument | undefined;
}

export interface ResolvedFunction {
  readonly definition: FunctionDefinition;
  /** As asked for: a version, an alias, or nothing. */
  readonly qualifier?: string;
  /** The version that runs, `$LATEST` or a number. */
  readonly version: string;
  /** The function's ARN with the qualifier, as `context.invokedFunctionArn` shows it. */
  readonly invokedArn: string;
}

export function createFunctionRegistry({ partition, region, accountId }: Environment): FunctionRegistry {
  const functions = new Map<string, FunctionDefinition>();
  const qualifiers = new Map<string, string>();
  const versions = new Map<string, number>();
  const statements = new Map<string, readonly PolicyStatement[]>();

  return {
    add: (definition) => void functions.set(definition.name, definition),
    remove: (definition) => void functions.delete(definition.name),
    addVersion(functionName, version) {
      versions.set(functionName, Number(version));
      qualifiers.set(`${functionName}:${version}`, version);
    },
    addAlias: (functionName, alias, version) => void qualifiers.set(`${functionName}:${alias}`, version),
    resolve(nameOrArn) {
      const { name, qualifier } = parseFunctionName(nameOrArn);
      const definition = functions.get(name);
      const version =
        !qualifier || qualifier === '$LATEST' ? '$LATEST' : qualifiers.get(`${name}:${qualifier}`);
      if (!definition || !version) {
        const missing = `arn:${partition}:lambda:${region}:${accountId}:function:${name}${qualifier ? `:${qualifier}` : ''}`;
        throw new AwsError('ResourceNotFoundException', `Function not found: ${missing}`, 404, {
          Type: 'User',
        });
      }
      return {
        definition,
        qualifier,
        version,
        invokedArn: definition.arn + (qualifier ? `:${qualifier}` : ''),
      };
    },
    all: () => [...functions.values()],
    versionsOf: (functionName) => versions.get(functionName) ?? 0,
    permit(functionName, statement) {
      const others = () => (statements.get(functionName) ?? []).filter((one) => one !== statement);
      statements.set(functionName, [...others(), statement]);
      return () => void statements.set(functionName, others());
    },
    policyOf(functionName) {
      const Statement = statements.get(functionName) ?? [];
      return Statement.length > 0 ? { Version: '2012-10-17', Statement: [...Statement] } : undefined;
    },
  };
}

/** Reads `name`, `name:alias`, `123456789012:function:name` and ARNs with or without qualifier. */
export function parseFunctionName(text: string): { name: string; qualifier?: string } {
  const tail = text.includes('function:') ? text.slice(text.indexOf('function:') + 'function:'.length) : text;
  const [name = '', qualifier] = tail.split(':');
  return { name, qualifier };
}
