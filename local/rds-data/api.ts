import type { AwsApi } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { RdsData } from '../core/ports.ts';
import { badRequest } from './errors.ts';

/** Paths of the operations. Source: `@aws-sdk/client-rds-data`. */
const operations: Readonly<Record<string, string>> = {
  '/Execute': 'ExecuteStatement',
  '/BatchExecute': 'BatchExecuteStatement',
  '/BeginTransaction': 'BeginTransaction',
  '/CommitTransaction': 'CommitTransaction',
  '/RollbackTransaction': 'RollbackTransaction',
  '/ExecuteSql': 'ExecuteSql',
};

/** In bytes. Source: RDS Data API reference, BatchExecuteStatement. */
const largestRequest = 4 * 1024 * 1024;

/** The RDS Data API as SDKs speak it. */
export function rdsDataApi(call: RdsData['call']): AwsApi {
  return {
    signingNames: ['rds-data'],
    targetPrefixes: [],
    protocol: 'rest-json',
    allowsAnonymous: () => false,
    async handle({ method, path, body, principal }) {
      const operation = method === 'POST' ? operations[path] : undefined;
      if (!operation) throw new AwsError('UnknownOperationException', `${method} ${path} is not known.`, 404);
      // The wording is not established.
      if (body.length > largestRequest) throw badRequest('The request exceeds the size limit 4 MB.');
      const answer = await call(operation, parse(body), principal);
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
    },
  };
}

function parse(body: Buffer): object {
  try {
    const input: unknown = JSON.parse(body.toString() || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Answered below like every other text that is not an object.
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object.');
}
