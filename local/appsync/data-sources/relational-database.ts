import { STATUS_CODES } from 'node:http';
import { AwsError } from '../../core/aws-error.ts';
import type { Principal, RdsData } from '../../core/ports.ts';
import type { DataSource } from '../definition.ts';
import { observedCall } from '../execution/run.ts';
import { RequestFault, type BoundDataSource, type DataSourceAnswer } from '../execution/resolve.ts';

type RelationalDataSource = Extract<DataSource, { type: 'RELATIONAL_DATABASE' }>;

/** Of a request. Source: Developer Guide, "resolver function reference for Amazon RDS". */
const mostStatements = 2;

/**
 * Runs SQL over the Data API (Developer Guide, "resolver function reference for Amazon RDS"), one statement after the
 * other, each by itself. The result is the JSON text `{"sqlStatementResults":[…]}`, which `toJsonObject` reads.
 */
export function relationalDataSource(
  source: RelationalDataSource,
  rdsData: RdsData,
  principal: () => Principal | undefined,
): BoundDataSource {
  const { clusterArn, secretArn, databaseName } = source;
  return {
    name: source.name,
    // Developer Guide, "Resolver mapping template changelog".
    olderVersionTakes: () => false,
    async invoke(request, _step, field): Promise<DataSourceAnswer> {
      const { statements, parameters } = readRequest(request);
      const sqlStatementResults: unknown[] = [];
      try {
        for (const sql of statements) {
          const input = {
            resourceArn: clusterArn,
            secretArn,
            ...(databaseName === undefined ? {} : { database: databaseName }),
            sql,
            parameters,
            includeResultMetadata: true,
          };
          sqlStatementResults.push(
            await observedCall(field, 'RDSData.ExecuteStatement', input, () =>
              rdsData.call('ExecuteStatement', input, principal()),
            ),
          );
        }
        return { result: JSON.stringify({ sqlStatementResults }) };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { result: null, error: failure(error) };
      }
    },
  };
}

/** As captured from the service: https://github.com/aws/aws-cdk/issues/12735 */
function failure({ message, statusCode }: AwsError) {
  return {
    message: `RDSHttp:${JSON.stringify({ message })}`,
    type: `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim(),
  };
}

/** @throws RequestFault naming the member that is missing or impossible; the texts are not established. */
function readRequest(request: unknown) {
  const { statements, variableMap, variableTypeHintMap } = (request ?? {}) as Record<string, unknown>;
  if (statements === undefined || statements === null) {
    throw new RequestFault("Value for field '$[statements]' not found.");
  }
  if (!Array.isArray(statements) || statements.some((each) => typeof each !== 'string')) {
    throw new RequestFault("Value for field '$[statements]' must be a list of strings.");
  }
  if (statements.length < 1 || statements.length > mostStatements) {
    throw new RequestFault(`Value for field '$[statements]' must hold 1 to ${mostStatements} statements.`);
  }
  const hints = mapOf(variableTypeHintMap, '$[variableTypeHintMap]');
  const parameters = Object.entries(mapOf(variableMap, '$[variableMap]')).map(([name, value]) => ({
    name: name.replace(/^:/, ''),
    value: fieldOf(value),
    ...(typeof hints[name] === 'string' ? { typeHint: hints[name] } : {}),
  }));
  return { statements: statements as string[], parameters };
}

function mapOf(given: unknown, where: string): Record<string, unknown> {
  if (given === undefined || given === null) return {};
  if (typeof given === 'object' && !Array.isArray(given)) return given as Record<string, unknown>;
  throw new RequestFault(`Value for field '${where}' must be a map.`);
}

/** A variable as a field of the Data API; what is no scalar goes as its JSON text, for a `JSON` hint. */
function fieldOf(value: unknown): object {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { booleanValue: value };
    case 'number':
      return Number.isInteger(value) ? { longValue: value } : { doubleValue: value };
    default:
      return value === null || value === undefined
        ? { isNull: true }
        : { stringValue: JSON.stringify(value) };
  }
}
