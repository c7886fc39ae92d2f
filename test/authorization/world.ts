/** What the requests of the matrix name: things of one customer, and of one seller. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as operations from '../../client/generated/documents.ts';
import { openOrderBook } from '../../functions/lib/orders/book.ts';
import { maxTries } from '../../rules/limits.ts';
import { hold } from '../../rules/orders/hold.ts';
import { planOf, withEvent } from '../../rules/orders/plan.ts';
import type { LedgerRecord } from '../../rules/orders/records.ts';
import { withSetback } from '../../rules/orders/setback.ts';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import type { TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';
import type { Callers } from './callers.ts';

export const eur = (amount: number) => ({ amount, currency: 'EUR' });
export const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });

/** What orders are of: the shop's mugs, the seller's lamp. */
type Sku = 'MUG' | 'LAMP';

export type World = Awaited<ReturnType<typeof createWorld>>;

/** What a request may use up: made for whoever asks. */
const usable = [
  'newAddress',
  'placed',
  'paid',
  'packed',
  'shipped',
  'returning',
  'approved',
  'held',
] as const;

/**
 * The world for many who ask one after the other: what one was refused is there for the next, and made anew only once
 * it was used up.
 */
export function sparing(world: World): { readonly world: World; useUp(): void } {
  const made = new Map<string, Promise<unknown>>();
  const once = (name: (typeof usable)[number]) => () => {
    const there = made.get(name) ?? world[name]();
    made.set(name, there);
    return there;
  };
  const spared = Object.fromEntries(usable.map((name) => [name, once(name)]));
  return { world: { ...world, ...spared }, useUp: () => made.clear() };
}

export async function createWorld(shop: TestShop, { customer, seller, staff }: Callers) {
  const { answer, fill, offer } = shop.goods;
  const mug = await offer(staff, { sku: 'MUG', price: 1000, stock: 10_000 });
  const draft = await answer(seller, operations.createProduct, {
    input: {
      handle: 'stool',
      title: 'Stool',
      categoryId: 'things',
      variants: [{ sku: 'STOOL', price: eur(5000), stock: 10 }],
    },
    idempotencyKey: crypto.randomUUID(),
  });
  const lamp = await answer(seller, operations.createProduct, {
    input: {
      handle: 'lamp',
      title: 'Lamp',
      status: 'ACTIVE',
      categoryId: 'things',
      options: [{ name: 'Colour', values: ['Red'] }],
      media: [{ source: 'lamp.jpg' }],
      variants: [
        {
          sku: 'LAMP',
          price: eur(2000),
          stock: 10_000,
          // So that it is low.
          reorderPoint: 10_000,
          selectedOptions: [{ name: 'Colour', value: 'Red' }],
        },
      ],
    },
    idempotencyKey: crypto.randomUUID(),
  });
  const voucher = { code: 'TEN', kind: 'PERCENTAGE', rate: 1000 };
  await answer(staff, operations.createVoucher, { input: voucher });
  const newAddress = () => answer(customer, operations.addAddress, { input: { address } });

  /** An order of the customer's that waits for its payment: two mugs of the shop's, or the seller's lamp. */
  async function placed(sku: Sku = 'MUG'): Promise<string> {
    await answer(customer, operations.clearCart);
    await fill(customer, sku, sku === 'MUG' ? 2 : 1);
    const input = { shippingAddress: address, expectedTotal: eur(2000) };
    return (await answer(customer, operations.placeOrder, keyed(input))).id;
  }
  const staffDoes = (query: string, input: object) => answer(staff, query, keyed(input));
  async function paid(sku?: Sku): Promise<string> {
    const orderId = await placed(sku);
    const input = { orderId, method: 'BANK_TRANSFER', amount: eur(2000), reference: orderId };
    await staffDoes(operations.recordPayment, input);
    return orderId;
  }
  async function packed(sku?: Sku): Promise<{ orderId: string; shipmentId: string }> {
    const orderId = await paid(sku);
    const { shipments } = await staffDoes(operations.packShipment, { orderId });
    return { orderId, shipmentId: shipments[0].id };
  }
  async function shipped(sku?: Sku): Promise<{ orderId: string; shipmentId: string }> {
    const parcel = await packed(sku);
    await staffDoes(operations.shipShipment, parcel);
    return parcel;
  }
  async function returning(sku: Sku = 'MUG'): Promise<{ orderId: string; returnId: string }> {
    const { orderId } = await shipped(sku);
    const lines = [{ sku, quantity: 1, reason: 'chipped' }];
    const { returns } = await answer(customer, operations.requestReturn, keyed({ orderId, lines }));
    return { orderId, returnId: returns[0].id };
  }
  async function approved(sku?: Sku) {
    const back = await returning(sku);
    await staffDoes(operations.decideReturn, { ...back, approve: true });
    return back;
  }
  const { region, credentials, endpoints, resources } = shop.cloud;
  const table = resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!.physicalId;
  const client = new DynamoDBClient({ endpoint: endpoints.gateway, region, credentials });
  const options = { marshallOptions: { removeUndefinedValues: true } };
  const book = openOrderBook(DynamoDBDocumentClient.from(client, options), table);

  /** A paid order that somebody of the shop is to look at. */
  async function held(): Promise<string> {
    const orderId = await paid();
    const now = new Date().toISOString();
    await book.change(orderId, (page) => hold(page, ['HIGH_TOTAL'], now, { role: 'system', now }));
    return orderId;
  }

  /** A paid order with a refund that failed as often as it is tried. */
  async function unrefunded(): Promise<void> {
    const orderId = await paid();
    const now = new Date().toISOString();
    const actor = { role: 'system', now };
    const refund = { orderId, entryId: 'refund-1', paymentId: 'payment-1', kind: 'REFUND', status: 'FAILED' };
    const entry = { ...refund, amount: 1, currency: 'EUR', tries: maxTries, createdAt: now, updatedAt: now };
    await book.change(orderId, (page) =>
      withSetback(withEvent(planOf(page.order), actor, 'REFUND_FAILED'), entry as LedgerRecord, actor),
    );
  }

  // What has to be there for every type to be met: a sale of the seller's, a card to be confirmed, a review of a risk.
  await fill(customer, 'LAMP');
  const sale = { shippingAddress: address, expectedTotal: eur(2000), payment: { token: 'pm_action' } };
  const { id: saleId } = await answer(customer, operations.placeOrder, keyed(sale));
  await until(async () => {
    const { order } = (
      await shop.graphql(
        customer,
        `query ($id: ID!) { order(id: $id) { payments { items { action { type } } } } }`,
        {
          id: saleId,
        },
      )
    ).data;
    return order.payments.items[0]?.action;
  });
  await held();
  await unrefunded();
  await returning('LAMP');
  await until(async () => (await answer(seller, operations.listLowStock)).items.length > 0);
  const { orderId } = await approved();
  /** The customer's review of the mug, written or written again. */
  async function review(): Promise<void> {
    const input = { orderId, productId: mug.id, rating: 5, author: 'Ada' };
    await answer(customer, operations.postReview, keyed(input));
  }
  await review();
  return {
    mugId: mug.id as string,
    customerId: customer.id,
    sellerId: seller.id,
    draftId: draft.id as string,
    orderId,
    saleId: saleId as string,
    lampId: lamp.id as string,
    addressId: (await newAddress()).id as string,
    newAddress,
    placed,
    paid,
    packed,
    shipped,
    returning,
    approved,
    held,
    review,
    /** One mug in somebody's cart, and nothing else. */
    async oneMug(person: Person) {
      await answer(person, operations.clearCart);
      await fill(person, 'MUG');
    },
    close: () => client.destroy(),
  };
}
