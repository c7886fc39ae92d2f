import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openShop } from '../../entities/index.ts';
import { createUsers, type Pool } from '../../scripts/seed/create-users.ts';
import type { Shop } from './shop.ts';
import { tokenOf } from './sign-in.ts';
import { subscribe } from './subscriber.ts';

/** An event of an order, as a customer's subscription brings it. */
export interface Heard {
  readonly orderId: string;
  readonly type: string;
}

/** A signed-in customer who hears of their own orders. */
export interface Customer {
  readonly token: string;
  /** Puts so many lines into the cart, past the API. */
  fill(lines: Readonly<Record<string, { productId: string; quantity: number }>>): Promise<void>;
  /** Called with each event of an order of theirs. */
  hear: (event: Heard) => void;
  leave(): void;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const subscription = 'subscription Mine { onMyOrderChange { orderId customerId type } }';

/** Signs up so many customers and has each listen. `leave` each of them in the end. */
export async function openCustomers(shop: Shop, count: number): Promise<Customer[]> {
  const users = Array.from({ length: count }, (_, index) => ({
    label: 'customer',
    username: `bench-${index}@bodega.example`,
    password: 'Bodega.Bench.1',
    name: `Bench ${index}`,
    groups: ['customer'],
  }));
  const place = { region: 'us-east-1', endpoint: shop.gatewayUrl, credentials };
  const cognito = new CognitoIdentityProviderClient(place);
  await createUsers(cognito, (shop.outputs as { Auth: { Cognito: Pool } }).Auth.Cognito, users);
  cognito.destroy();
  const database = new DynamoDBClient(place);
  const { TableNames = [] } = await database.send(new ListTablesCommand({}));
  const { Cart } = openShop({
    client: DynamoDBDocumentClient.from(database),
    table: TableNames[0]!,
  }).entities;

  const customers: Customer[] = [];
  for (const user of users) {
    const token = await tokenOf(shop, user);
    const { sub: customerId } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
      sub: string;
    };
    const socket = await subscribe({ url: shop.url, token }, subscription, {}, (frame) => {
      const { payload } = JSON.parse(frame) as { payload: { data: { onMyOrderChange: Heard } } };
      customer.hear(payload.data.onMyOrderChange);
    });
    const customer: Customer = {
      token,
      async fill(wanted) {
        const now = new Date().toISOString();
        const lines = Object.fromEntries(
          Object.entries(wanted).map(([sku, line]) => [sku, { ...line, addedAt: now }]),
        );
        await Cart.put({ customerId, lines, version: 1, updatedAt: now }).go();
      },
      hear: () => {},
      leave() {
        socket.terminate();
        database.destroy();
      },
    };
    customers.push(customer);
  }
  return customers;
}
