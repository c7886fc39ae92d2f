import { AwsError } from '../../core/aws-error.ts';

// Names and texts: API reference, TransactWriteItems ("Errors" and the cancellation reasons under
// TransactionCanceledException) and PutItem.
const onDemand =
  'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or ' +
  'index so please try again shortly. If exceptions persist, check if you have a hot key: ' +
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html.';
const provisioned =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning ' +
  'level with the UpdateTable API.';
const ongoing = 'Transaction is ongoing for the item';

/** Why an action of a transaction was refused. */
export interface Reason {
  readonly Code: string;
  readonly Message: string;
}

/** What a table answers that is asked too often: on demand, and with provisioned capacity. */
export const throttlings: readonly (() => AwsError)[] = [
  () => new AwsError('ThrottlingException', onDemand),
  () => new AwsError('ProvisionedThroughputExceededException', provisioned),
];

/** The same of an action of a transaction. */
export const throttlingReasons: readonly Reason[] = [
  { Code: 'ThrottlingError', Message: onDemand },
  { Code: 'ProvisionedThroughputExceeded', Message: provisioned },
];

export const conflictReason: Reason = { Code: 'TransactionConflict', Message: ongoing };

/** What a single write answers while a transaction works on its item. */
export const conflict = () => new AwsError('TransactionConflictException', ongoing);

export const inProgress = () =>
  new AwsError(
    'TransactionInProgressException',
    'The transaction with the given request token is already in progress.',
  );

export const internalError = () => new AwsError('InternalServerError', 'Internal server error', 500);

/**
 * A transaction that did not happen.
 *
 * @param reasons - by the place of their action; the others say `None`
 */
export function cancelled(actions: number, reasons: ReadonlyMap<number, Reason>): AwsError {
  const all = Array.from({ length: actions }, (_, place) => reasons.get(place) ?? { Code: 'None' });
  const codes = all.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: all },
  );
}
