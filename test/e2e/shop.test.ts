import { confirmSignUp, fetchAuthSession, getCurrentUser, signIn, signUp } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as shopClient from '../../client/index.ts';
import { startListener, type Listener } from '../support/amplify.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';
import { installWebSocket } from '../support/websocket.ts';

const { client, errorsOf } = shopClient;
const username = 'grace@example.com';
const password = 'Correct-Horse-7';

let shop: TestShop;
let staff: Person;
let stranger: Person;
let listeners: Listener[] = [];
let product: { id: string };
beforeAll(async () => {
  shop = await startTestShop();
  [staff, stranger] = await Promise.all([shop.person('staff'), shop.person('customer')]);
  listeners = await Promise.all([startListener(shop, staff), startListener(shop, stranger)]);
  product = await shop.goods.offer(staff, { sku: 'TEAPOT', price: 3400, stock: 5 });
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  installWebSocket(shop.ca);
  // Nothing else is told to Amplify.
  shopClient.configure(JSON.parse(JSON.stringify(shop.outputs)) as Record<string, unknown>);
});
afterAll(async () => {
  for (const listener of listeners) listener.stop();
  await shop.stop();
});

const refused = async (operation: Promise<unknown>) => {
  const [error] = errorsOf(await operation.catch((caught: unknown) => caught));
  return error?.errorType;
};

describe('a new customer', () => {
  const stock: unknown[] = [];
  let orderId: string;

  it('looks around as a guest, who can neither buy nor see carts', async () => {
    const guest = { authMode: 'apiKey' } as const;
    const { data } = await client.graphql({ query: shopClient.listProducts, ...guest });
    expect(data.products.items).toMatchObject([{ id: product.id, title: 'The TEAPOT' }]);
    const page = await client.graphql({
      query: shopClient.getProductByHandle,
      variables: { handle: 'teapot' },
      ...guest,
    });
    expect(page.data.productByHandle!.variants.items).toMatchObject([{ sku: 'TEAPOT', available: 5 }]);

    const input = { sku: 'TEAPOT', quantity: 1 };
    expect(
      await refused(client.graphql({ query: shopClient.addToCart, variables: { input }, ...guest })),
    ).toBe('Unauthorized');
    expect(await refused(client.graphql({ query: shopClient.getCart, ...guest }))).toBe('Unauthorized');
    const order = { shippingAddress: address, expectedTotal: { amount: 3400, currency: 'EUR' } };
    expect(
      await refused(
        client.graphql({
          query: shopClient.placeOrder,
          variables: { input: order, idempotencyKey: crypto.randomUUID() },
          ...guest,
        }),
      ),
    ).toBe('Unauthorized');
  });

  it('watches the stock as a guest', async () => {
    const variables = { productId: product.id };
    const ready = new Promise<void>((resolve) =>
      shopClient.onSubscriptionReady('onStockChange', variables, resolve),
    );
    client.graphql({ query: shopClient.onStockChange, variables, authMode: 'apiKey' }).subscribe({
      next: ({ data }) => stock.push(data.onStockChange),
      error: (reason) => stock.push(reason),
    });
    await ready;
    expect(stock).toEqual([]);
  });

  it('signs up, confirms with the code of the mail, and signs in', async () => {
    const { nextStep } = await signUp({
      username,
      password,
      options: { userAttributes: { email: username } },
    });
    expect(nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
    await confirmSignUp({ username, confirmationCode: shop.codeFor(username) });
    expect((await signIn({ username, password })).isSignedIn).toBe(true);

    const { tokens } = await fetchAuthSession();
    expect(tokens!.accessToken.payload['cognito:groups']).toEqual(['customer']);
    const { data } = await client.graphql({ query: shopClient.getMe });
    expect(data.me).toMatchObject({
      id: (await getCurrentUser()).userId,
      email: username,
      orders: { items: [] },
    });
  });

  it('fills a cart and checks out while staff and the customer listen', async () => {
    const [staffListener, strangerListener] = listeners as [Listener, Listener];
    const [placed, strange] = await Promise.all([
      staffListener.listen('onOrderPlaced', shopClient.onOrderPlaced),
      strangerListener.listen('onMyOrderChange', shopClient.onMyOrderChange),
    ]);
    const mine: { sequence: number; status: string; type: string }[] = [];
    const ready = new Promise<void>((resolve) =>
      shopClient.onSubscriptionReady('onMyOrderChange', {}, resolve),
    );
    client
      .graphql({ query: shopClient.onMyOrderChange })
      .subscribe({ next: ({ data }) => mine.push(data.onMyOrderChange!), error: console.error });
    await ready;

    const cart = await client.graphql({
      query: shopClient.addToCart,
      variables: { input: { sku: 'TEAPOT', quantity: 2 } },
    });
    const expectedTotal = cart.data.addToCart.subtotal;
    expect(expectedTotal).toMatchObject({ amount: 6800, currency: 'EUR' });
    const input = {
      shippingAddress: address,
      expectedTotal: { amount: expectedTotal.amount, currency: expectedTotal.currency },
    };
    const bought = await client.graphql({
      query: shopClient.placeOrder,
      variables: { input, idempotencyKey: crypto.randomUUID() },
    });
    orderId = bought.data.placeOrder.id;
    expect(bought.data.placeOrder).toMatchObject({ status: 'PLACED', total: { amount: 6800 }, sequence: 1 });

    expect(await until(() => placed[0])).toMatchObject({
      orderId,
      sequence: 1,
      order: { total: { amount: 6800 }, lines: [{ sku: 'TEAPOT', quantity: 2 }] },
    });
    expect(await until(() => stock[0])).toMatchObject({ productId: product.id, sku: 'TEAPOT', available: 3 });

    await shop.goods.answer(staff, shopClient.recordPayment, {
      input: { orderId, method: 'CARD', amount: input.expectedTotal, reference: 'ch_1' },
      idempotencyKey: crypto.randomUUID(),
    });
    await until(() => mine.some(({ type }) => type === 'CONFIRMED'));
    expect(mine.map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, 'PLACED'],
      [2, 'PAYMENT_RECORDED'],
      [3, 'CONFIRMED'],
    ]);

    // What the stranger hears of is the stranger's own, which comes after all of that.
    const { id } = await shop.goods.buy(stranger, 'TEAPOT', 1);
    await until(() => strange.some((change) => change.orderId === id));
    expect(strange.map((change) => change.orderId)).toEqual([id]);
    await until(() => placed.length > 1);
    expect(placed.map((change) => [change.orderId, change.type])).toEqual([
      [orderId, 'PLACED'],
      [id, 'PLACED'],
    ]);
    expect(mine.every((change) => 'orderId' in change && change.orderId === orderId)).toBe(true);
  });

  it('alone sees the order', async () => {
    const { data } = await client.graphql({ query: shopClient.getOrder, variables: { id: orderId } });
    expect(data.order!.events.items.map(({ sequence, actor }) => [sequence, actor])).toEqual([
      [1, 'customer'],
      [2, 'staff'],
      [3, 'staff'],
    ]);
    const other = await shop.graphql(stranger, shopClient.getOrder, { id: orderId });
    expect(other.data).toEqual({ order: null });
    const cancelled = await shop.graphql(stranger, shopClient.cancelOrder, {
      input: { orderId },
      idempotencyKey: crypto.randomUUID(),
    });
    expect(cancelled.errors[0]!.errorType).toBe('NotFound');
  });

  it('stays signed in: a token that ran out is replaced', async () => {
    const { tokens: old } = await fetchAuthSession();
    shop.clock.forward(61 * 60 * 1000);
    const late = await shop.graphql({ token: old!.accessToken.toString() }, shopClient.getMe);
    expect(late.status).toBe(401);
    expect(late.errors[0]!.errorType).toBe('UnauthorizedException');

    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    expect(tokens!.accessToken.toString()).not.toBe(old!.accessToken.toString());
    const { data } = await client.graphql({ query: shopClient.getMe });
    expect(data.me.orders.items).toMatchObject([{ id: orderId, status: 'CONFIRMED' }]);
  });
});
