/** A shop of ordinary size, for whoever counts what its operations take: the sizes that the figures are of. */
import * as operations from '../../client/generated/documents.ts';
import { typicalCounts } from '../../entities/access-patterns.ts';
import { tellEmail } from '../support/profile.ts';
import type { TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

export const eur = (amount: number) => ({ amount, currency: 'EUR' });
export const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });

/** Products in the category, categories, orders of the customer: a page of each. */
const { page, variants, lines } = typicalCounts;

export const address = {
  name: 'Ada Lovelace',
  line1: '12 Lindenallee',
  line2: 'Hinterhaus, 3. Stock',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
  phone: '+49 30 1234567',
};

const zone = {
  pricesIncludeTax: true,
  taxRates: { standard: 1900, reduced: 700, superReduced: 700 },
  shippingMethods: [
    { id: 'standard', name: 'Standard', price: eur(490), freeFrom: eur(50_000), minDays: 2, maxDays: 4 },
    { id: 'express', name: 'Express', price: eur(1290), minDays: 1, maxDays: 1 },
  ],
};

/** One more than there are variants. */
const sizes = ['XS', 'S', 'M', 'L', 'XL', 'XXL', 'XXXL'];
const sentence = 'Made two streets away, in small numbers, of what lasts; it gets better with every year. ';

/** A product of 1.4 to 2.5 KB with six variants, as a client sends it. */
export function productInput(number: number) {
  const handle = `linen-shirt-${String(number).padStart(3, '0')}`;
  return {
    handle,
    title: `Linen shirt, no. ${number}`,
    description: sentence.repeat(12),
    status: 'ACTIVE',
    vendor: 'Weberei Sonntag',
    categoryId: 'category-00',
    tags: ['linen', 'summer', 'unbleached'],
    options: [{ name: 'Size', values: sizes }],
    media: [1, 2, 3].map((view) => ({
      source: `products/${handle}/${view}.jpg`,
      alt: `The shirt, view ${view}`,
    })),
    variants: sizes.slice(0, variants).map((size, position) => ({
      sku: `${handle}-${size.toLowerCase()}`,
      title: size,
      price: eur(1250 + position * 100),
      stock: 100_000,
      weightGrams: 240,
      selectedOptions: [{ name: 'Size', value: size }],
    })),
  };
}

/** The two largest sizes, which nobody buys here, are to be reordered. */
const watched = (variant: object, position: number) =>
  position < variants - 2 ? variant : { ...variant, reorderPoint: 200_000 };

export type World = Awaited<ReturnType<typeof createWorld>>;

/** @param options.past - whether orders were placed before: twenty, some of them delivered, returned and held. */
export async function createWorld(shop: TestShop, { past = true } = {}) {
  const [customer, seller, staff] = await Promise.all([
    shop.person('customer'),
    shop.person('seller'),
    shop.person('staff'),
  ]);
  const { answer } = shop.goods;
  const customerDoes = (query: string, input: object) => answer(customer, query, keyed(input));
  const staffDoes = (query: string, input: object) => answer(staff, query, keyed(input));
  const sellerDoes = (query: string, input: object) => answer(seller, query, keyed(input));

  for (let position = 0; position < page; position += 1) {
    const id = `category-${String(position).padStart(2, '0')}`;
    const input = { id, name: `Category ${position}`, description: sentence, position };
    await answer(staff, operations.createCategory, { input });
  }
  for (const country of ['DE', 'AT', 'FR', 'GB', 'NL']) {
    await answer(staff, operations.putZone, { input: { country, ...zone } });
  }
  const products: any[] = [];
  for (let number = 0; number < page; number += 1) {
    // The last ones are the seller's own.
    const owner = number < page - 2 ? staff : seller;
    const input = productInput(number);
    const goods = owner === staff ? input.variants : input.variants.map(watched);
    products.push(await answer(owner, operations.createProduct, keyed({ ...input, variants: goods })));
  }
  await until(async () => (await answer(seller, operations.listLowStock)).items.length === 4);
  for (const code of ['TEN', 'SPRING', 'WELCOME']) {
    const input = { code, kind: 'PERCENTAGE', rate: 1000, oncePerCustomer: code === 'WELCOME' };
    await answer(staff, operations.createVoucher, { input });
  }
  await answer(customer, operations.updateProfile, {
    input: { name: 'Ada Lovelace', phone: '+49 30 1234567' },
  });
  await tellEmail(shop, customer);
  const newAddress = () => answer(customer, operations.addAddress, { input: { address } });
  const addressId = (await newAddress()).id as string;
  await newAddress();

  /** A line of each of the last products, so that one is the seller's. */
  const skus = products.slice(-lines).map(({ variants }) => variants.items[2].sku as string);

  /** Fills the customer's cart. */
  async function filled(quantity = 1, wanted: readonly string[] = skus): Promise<void> {
    await answer(customer, operations.clearCart);
    for (const sku of wanted) await answer(customer, operations.addToCart, { input: { sku, quantity } });
  }
  const destination = { addressId, voucherCode: 'TEN' };
  async function checkoutInput(payment?: string) {
    const { total } = await answer(customer, operations.getQuote, { input: destination });
    return { ...destination, expectedTotal: total, ...(payment && { payment: { token: payment } }) };
  }
  /** An order of the customer's; without a card it waits for its payment. */
  async function placeNow(payment?: string, quantity = 1): Promise<string> {
    await filled(quantity);
    return (await customerDoes(operations.placeOrder, await checkoutInput(payment))).id as string;
  }
  let turn: Promise<unknown> = Promise.resolve();
  /** The customer has one cart: checkouts take turns. */
  function placed(...how: Parameters<typeof placeNow>): Promise<string> {
    const mine = turn.then(() => placeNow(...how));
    turn = mine.catch(() => {});
    return mine;
  }
  const orderOf = (id: string) => answer(customer, operations.getOrder, { id });
  /** Waits until a provider has answered all that it was asked, so that nothing but the next request changes it. */
  async function atRest(orderId: string, status: string): Promise<string> {
    await until(async () => {
      const order = await orderOf(orderId);
      return order.status === status && order.ledger.every((entry: any) => entry.status !== 'REQUESTED');
    });
    return orderId;
  }
  const paid = async () => atRest(await placed('pm_success'), 'CONFIRMED');
  /** A card whose customer is asked for a word; the payment's id with it. */
  async function unconfirmed() {
    const orderId = await placed('pm_action');
    const payment = await until(async () => {
      const { payments } = await orderOf(orderId);
      return payments.items.find((one: any) => one.action) as { id: string } | undefined;
    });
    return { orderId, paymentId: payment.id };
  }
  async function packed() {
    const orderId = await paid();
    const { shipments } = await staffDoes(operations.packShipment, { orderId, carrier: 'DHL' });
    return { orderId, shipmentId: shipments[0].id as string };
  }
  async function shipped() {
    const parcel = await packed();
    await staffDoes(operations.shipShipment, { ...parcel, trackingNumber: '00340434161094015902' });
    await atRest(parcel.orderId, 'SHIPPED');
    return parcel;
  }
  /** A parcel of the seller's, with the own lines of an order. */
  async function packedSale() {
    const orderId = await paid();
    const { shipments } = await sellerDoes(operations.packSale, { orderId, carrier: 'DHL' });
    return { orderId, shipmentId: shipments[0].id as string };
  }
  async function shippedSale() {
    const parcel = await packedSale();
    await sellerDoes(operations.shipSale, { ...parcel, trackingNumber: '00340434161094015902' });
    await atRest(parcel.orderId, 'PARTIALLY_SHIPPED');
    return parcel;
  }
  /** An order that left and whose money could not be taken. */
  async function unpaid(): Promise<string> {
    const orderId = await atRest(await placed('pm_capture_fails'), 'CONFIRMED');
    const { shipments } = await staffDoes(operations.packShipment, { orderId });
    await staffDoes(operations.shipShipment, { orderId, shipmentId: shipments[0].id });
    return atRest(orderId, 'SHIPPED');
  }
  async function delivered(): Promise<string> {
    const parcel = await shipped();
    await staffDoes(operations.moveShipment, { ...parcel, to: 'DELIVERED' });
    return parcel.orderId;
  }
  const returned = [{ sku: skus[0]!, quantity: 1 }];
  /** The same of the seller's own goods, which the last lines are. */
  const ownReturned = [{ sku: skus.at(-1)!, quantity: 1 }];
  async function returning(unwanted = returned) {
    const orderId = await delivered();
    const input = { orderId, lines: unwanted.map((line) => ({ ...line, reason: 'Too large' })) };
    const { returns } = await customerDoes(operations.requestReturn, input);
    return { orderId, returnId: returns[0].id as string };
  }
  async function approved(unwanted = returned) {
    const back = await returning(unwanted);
    await staffDoes(operations.decideReturn, { ...back, approve: true });
    return back;
  }
  /** A paid order that the workflow has held, for it costs a lot. */
  async function held(): Promise<string> {
    return atRest(await placed('pm_success', 20), 'ON_HOLD');
  }
  /** An order whose return staff has taken in; its money came by itself, so that staff pays it back. */
  async function owed() {
    const orderId = await placed();
    const { total } = await orderOf(orderId);
    const transfer = { orderId, method: 'BANK_TRANSFER', amount: total, reference: 'E2E-4711' };
    await staffDoes(operations.recordPayment, transfer);
    await staffDoes(operations.refundOrder, { orderId, amount: eur(100), reason: 'Late' });
    const { ledger } = await orderOf(orderId);
    const entry = ledger.find(({ kind }: any) => kind === 'REFUND') as { id: string };
    return { orderId, entryId: entry.id };
  }

  const productId = products[page - lines].id as string;
  const reviewInput = {
    productId,
    rating: 5,
    title: 'Better every year',
    text: sentence.repeat(3),
    author: 'Ada',
  };
  let orderId = '';
  if (past) {
    for (let number = 0; number < page; number += 1) await placed();
    orderId = await delivered();
    await customerDoes(operations.postReview, { ...reviewInput, orderId });
    await Promise.all([returning(), returning(), returning(), held(), held(), held()]);
    await filled();
  }

  return {
    customer,
    seller,
    staff,
    products,
    skus,
    addressId,
    destination,
    /** One that was delivered; none without a past. */
    orderId,
    productId,
    reviewInput: { ...reviewInput, orderId },
    returned,
    ownReturned,
    checkoutInput,
    newAddress,
    filled,
    placed,
    paid,
    unconfirmed,
    packed,
    shipped,
    packedSale,
    shippedSale,
    delivered,
    returning,
    approved,
    held,
    owed,
    unpaid,
    orderOf,
  };
}
