import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { valuesOf } from './values.ts';

/** Resolvers that read with the AWS SDK, straight from the database. The document client would cost more. */
export function resolvers(endpoint: string, TableName: string) {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    Query: {
      async article(_: unknown, { id }: { id: string }) {
        const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
        return Item ? valuesOf(Item) : null;
      },
      hello: () => 'hello',
    },
  };
}
