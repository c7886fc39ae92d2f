import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openShop } from '../../entities/index.ts';
import type { Person } from './people.ts';
import type { TestShop } from './shop.ts';

/** What happens when somebody signs up, and not to people whom a test made: the shop learns where to write to. */
export async function tellEmail({ cloud, clock }: TestShop, ...people: Person[]): Promise<void> {
  const { region, credentials, endpoints, resources } = cloud;
  const { physicalId: table } = resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!;
  const systemClockOffset = clock.now() - Date.now();
  const database = new DynamoDBClient({
    region,
    credentials,
    endpoint: endpoints.gateway,
    systemClockOffset,
  });
  const { Customer } = openShop({ client: DynamoDBDocumentClient.from(database), table }).entities;
  for (const { id, username } of people) {
    await Customer.upsert({ customerId: id, email: username }).go();
  }
  database.destroy();
}
