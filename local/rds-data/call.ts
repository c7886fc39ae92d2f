import { requireAccess } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { DatabaseSecrets, Iam, Principal, RdsData } from '../core/ports.ts';
import type { Cluster, Clusters } from './clusters.ts';
import type { Database } from './database.ts';
import { transactionNotFound, validation } from './errors.ts';
import { toStatement, type SqlParameter } from './parameters.ts';
import { statementResult, type ResultOptions } from './result.ts';

type Input = Record<string, any>;

/** A call whose cluster and secret are known to be the caller's to use. */
interface Call {
  readonly input: Input;
  readonly cluster: Cluster;
  readonly user: string | undefined;
}

/** Runs the operations of the Data API, after a look at what the caller's policies allow. */
export function createCall(
  clusters: Clusters,
  iam: Iam,
  secrets: DatabaseSecrets | undefined,
): RdsData['call'] {
  const open = ({ input, cluster }: Call): Database => {
    const id = input['transactionId'] as string | undefined;
    if (id === undefined) return clusters.database(cluster, input['database']);
    const database = clusters.databaseOf(cluster, id);
    if (!database) throw transactionNotFound(id, false);
    return database;
  };
  const end = (how: 'COMMIT' | 'ROLLBACK', transactionStatus: string) => async (call: Call) => {
    need(call.input, 'transactionId');
    await open(call).end(call.input['transactionId'], how);
    return { transactionStatus };
  };
  const operations: Record<string, (call: Call) => Promise<object>> = {
    async ExecuteStatement(call) {
      const { input } = call;
      const statement = toStatement(need(input, 'sql'), input['parameters']);
      return open(call).use(call.user, input['transactionId'], async (session) => {
        const [outcome] = await session.run(statement);
        return statementResult(session, outcome!, input as ResultOptions);
      });
    },
    async BatchExecuteStatement(call) {
      const { input } = call;
      const sets = (input['parameterSets'] ?? [[]]) as SqlParameter[][];
      const statements = sets.map((set) => toStatement(need(input, 'sql'), set));
      // A batch is written as a whole, as the driver sends it.
      const whole = input['transactionId'] === undefined;
      await open(call).use(call.user, input['transactionId'], (session) =>
        session.run(...(whole ? [{ text: 'BEGIN' }, ...statements, { text: 'COMMIT' }] : statements)),
      );
      return { updateResults: sets.map(() => ({ generatedFields: [] })) };
    },
    BeginTransaction: async (call) => ({ transactionId: await open(call).begin(call.user) }),
    CommitTransaction: end('COMMIT', 'Transaction Committed'),
    RollbackTransaction: end('ROLLBACK', 'Rollback Complete'),
  };

  return async (name, given, principal) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new AwsError('BadRequestException', `${name} is not supported. Use ExecuteStatement instead.`);
    }
    const input = given as Input;
    const resourceArn = need(input, 'resourceArn');
    const secretArn = need(input, 'secretArn');
    if (input['schema'] !== undefined && input['schema'] !== '') {
      throw validation("The schema parameter isn't supported");
    }
    if (principal) requireAccess(iam, principal, `rds-data:${name}`, resourceArn, undefined, 403);
    const cluster = clusters.reach(resourceArn);
    return operation({ input, cluster, user: await userOf(secretArn, principal) });
  };

  /** Reads the secret on the caller's behalf: it says whose connection it is. */
  async function userOf(secretArn: string, principal: Principal | undefined): Promise<string | undefined> {
    if (principal) requireAccess(iam, principal, 'secretsmanager:GetSecretValue', secretArn, undefined, 403);
    if (!secrets) return undefined;
    let text: string;
    try {
      text = await secrets.read(secretArn, principal);
    } catch (error) {
      if (!(error instanceof AwsError) || error.name === 'AccessDeniedException') throw error;
      throw new AwsError('SecretsErrorException', error.message);
    }
    const username = usernameOf(text);
    // The wording is not established.
    if (username === undefined) throw new AwsError('InvalidSecretException', 'The secret has no username.');
    return username;
  }
}

function usernameOf(text: string): string | undefined {
  try {
    const { username } = JSON.parse(text) as { username?: unknown };
    return typeof username === 'string' && username !== '' ? username : undefined;
  } catch {
    return undefined;
  }
}

function need(input: Input, member: string): string {
  const value: unknown = input[member];
  if (typeof value === 'string' && value !== '') return value;
  throw validation(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
