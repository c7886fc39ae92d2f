import { AwsError } from '../core/aws-error.ts';
import type { DatabaseFault } from './thread.ts';

/** A request that the Data API cannot read. */
export const validation = (message: string) => new AwsError('ValidationException', message);

export const badRequest = (message: string) => new AwsError('BadRequestException', message);

/**
 * The text of a clause that PostgreSQL refused, as the Data API of Aurora Serverless v2 passes it on:
 * `ERROR: relation "x" does not exist; Position: 15; SQLState: 42P01`, a detail on a line of its own. Captured from the
 * service by the tests of public clients; the order of hint and position when both are there, too.
 */
export function databaseError(fault: DatabaseFault): AwsError {
  const { severity = 'ERROR', message, detail, hint, position, code } = fault;
  const parts = [
    // The failing row itself is not told.
    `${severity}: ${message}${detail && !detail.startsWith('Failing row') ? `\n  Detail: ${detail}` : ''}`,
    ...(hint ? [`Hint: ${hint}`] : []),
    ...(position ? [`Position: ${position}`] : []),
    `SQLState: ${code ?? 'XX000'}`,
  ];
  return new AwsError('DatabaseErrorException', parts.join('; '));
}

/** The two causes that the Aurora User Guide lists under "Transaction <transaction_ID> isn't found". */
export const transactionNotFound = (id: string, ended: boolean) =>
  new AwsError(
    'TransactionNotFoundException',
    `Transaction ${id} is not found. ${
      ended
        ? 'One previous call resulted in a termination of your transaction.'
        : 'Transaction may be expired.'
    }`,
    404,
  );

export const statementTimeout = () =>
  // The wording is not established.
  new AwsError('StatementTimeoutException', 'The execution of the SQL statement timed out.', 400, {
    dbConnectionId: 0,
  });

export const unsupportedResult = (message: string) => new AwsError('UnsupportedResultException', message);
