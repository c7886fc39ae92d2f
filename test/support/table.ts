import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** Reads the shop's table past the shop, as the account's administrator through DynamoDB's own API. */
export function createTable(place: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  tableName: string;
  /** How far the cloud's clock is ahead of the machine's, in milliseconds. */
  ahead: () => number;
}) {
  const { endpoint, region, credentials, tableName: TableName } = place;

  /** Every item, in the order of its key. */
  async function scan(): Promise<Record<string, any>[]> {
    const client = new DynamoDBClient({ endpoint, region, credentials, systemClockOffset: place.ahead() });
    const items: Record<string, any>[] = [];
    for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true })) {
      items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    }
    client.destroy();
    const keyOf = ({ pk, sk }: Record<string, unknown>) => `${String(pk)} ${String(sk)}`;
    return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
  return { scan };
}

/** Entities that the shop writes by itself for orders that are there, in its own time. */
const byItself = ['fulfilment_task', 'notification'];

/** What somebody's request could have changed, of the items of a table: the rest may change between any two looks. */
export const asked = (items: readonly Record<string, any>[]): Record<string, any>[] =>
  items.filter((item) => !byItself.includes(item.__edb_e__));
