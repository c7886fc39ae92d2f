import type { Environment } from '../core/environment.ts';

interface Deps {
  readonly environment: Environment;
  readonly call: (operation: string, input: object) => Promise<any>;
  /** Milliseconds between sweeps, at least. */
  readonly interval: number;
}

/** Deletes items whose time to live is over. */
export interface Expiry {
  /** Watches a table; replaces what was watched of it before. */
  watch(table: string, attribute: string): Promise<void>;
  /** Looks once at every table. @returns how many items were deleted */
  sweep(): Promise<number>;
  close(): void;
}

/** DynamoDB leaves alone what expired more than five years ago, as a likely mistake of units. */
const fiveYears = 5 * 365 * 24 * 3600;

/** A sweep reads whole tables: of a large one the next waits so many times as long as the last took. */
const restFor = 50;

/**
 * Deletes by the environment's clock what the database itself would keep for ever. The records of these deletes
 * lack the `userIdentity` of the service (`dynamodb.amazonaws.com`), which the plain API cannot write.
 * Source: DynamoDB Developer Guide, "Using time to live (TTL) in DynamoDB".
 */
export function createExpiry({ environment, call, interval }: Deps): Expiry {
  const { clock } = environment;
  const log = environment.log.scope('dynamodb');
  const watched = new Map<string, { attribute: string; keys: string[] }>();
  let cancel = () => {};
  let closed = false;

  const sweepTable = async (TableName: string, attribute: string, keys: string[]): Promise<number> => {
    const seconds = Math.floor(clock.now() / 1000);
    const names = Object.fromEntries([['#ttl', attribute], ...keys.map((key, index) => [`#k${index}`, key])]);
    const values = { ':now': { N: String(seconds) }, ':old': { N: String(seconds - fiveYears) } };
    const expired = '#ttl < :now AND #ttl > :old';
    let deleted = 0;
    let ExclusiveStartKey: unknown;
    do {
      const page = await call('Scan', {
        TableName,
        ExclusiveStartKey,
        FilterExpression: expired,
        ProjectionExpression: Object.keys(names).slice(1).join(', '),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      });
      for (const Key of page.Items) {
        try {
          await call('DeleteItem', {
            TableName,
            Key,
            // The item may have been given a longer life since the scan.
            ConditionExpression: expired,
            ExpressionAttributeNames: { '#ttl': attribute },
            ExpressionAttributeValues: values,
          });
          deleted++;
        } catch (error) {
          if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
        }
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && !closed);
    return deleted;
  };

  const sweep = async (): Promise<number> => {
    let deleted = 0;
    for (const [table, { attribute, keys }] of watched) deleted += await sweepTable(table, attribute, keys);
    return deleted;
  };

  const schedule = (wait: number) => {
    cancel = clock.after(wait, () => {
      const begun = performance.now();
      sweep()
        .catch((error: Error) => closed || log.warn(`Expired items could not be deleted: ${error.message}`))
        .finally(() => closed || schedule(Math.max(interval, restFor * (performance.now() - begun))));
    });
  };
  schedule(interval);

  return {
    async watch(TableName, attribute) {
      const { Table } = await call('DescribeTable', { TableName });
      watched.set(TableName, { attribute, keys: Table.KeySchema.map((key: any) => key.AttributeName) });
    },
    sweep,
    close() {
      closed = true;
      cancel();
    },
  };
}
