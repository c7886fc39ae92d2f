import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../client/generated/documents.ts';
import { address } from '../support/goods.ts';
import { invoke } from '../support/invoke.ts';
import type { Person } from '../support/people.ts';
import { tellEmail } from '../support/profile.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { until } from '../support/until.ts';

let shop: TestShop;
let staff: Person;
beforeAll(async () => {
  shop = await startTestShop({ faults: { seed: 1 } });
  staff = await shop.person('staff');
  await shop.goods.offer(staff, { sku: 'MUG', price: 1000, stock: 1000 });
});
afterAll(() => shop.stop());

const keyed = (input: object) => ({ input, idempotencyKey: crypto.randomUUID() });
const as = (person: Person) => (query: string, input: object) =>
  shop.goods.answer(person, query, keyed(input));
const profile = (person: Person, input: object) =>
  shop.goods.answer(person, operations.updateProfile, { input });

async function customer(input: object): Promise<Person> {
  const person = await shop.person('customer');
  await tellEmail(shop, person);
  await profile(person, input);
  return person;
}

/** An order with a telephone number in its address, paid and on its way. */
async function shipped(person: Person): Promise<{ orderId: string; shipmentId: string }> {
  const { subtotal } = await shop.goods.fill(person, 'MUG');
  const shippingAddress = { ...address, phone: '+442079460000' };
  const placed = await as(person)(operations.placeOrder, { shippingAddress, expectedTotal: subtotal });
  const orderId = placed.id as string;
  const payment = { orderId, method: 'CASH', amount: subtotal, reference: orderId };
  await as(staff)(operations.recordPayment, payment);
  const { shipments } = await as(staff)(operations.packShipment, { orderId });
  const parcel = { orderId, shipmentId: shipments[0].id as string };
  await as(staff)(operations.shipShipment, parcel);
  return parcel;
}
const deliver = (parcel: object) => as(staff)(operations.moveShipment, { ...parcel, to: 'DELIVERED' });

const messagesTo = (destination: string) =>
  shop.cloud.services.outbox.list().filter((message) => message.destination === destination);
const mailsTo = ({ username }: Person) =>
  messagesTo(username).map(({ subject }) => subject?.replace(/order \S+/, 'order'));
const textsTo = (phone: string) => messagesTo(phone).map(({ text }) => text.replace(/order \w{8}/, 'order'));
const notesOf = async (orderId: string, channel: string) =>
  (await shop.scan()).filter(
    (item) => item.__edb_e__ === 'notification' && item.orderId === orderId && item.channel === channel,
  );
/** Waits until the notes of an order's messages say this. */
const noted = (orderId: string, channel: string, ...statuses: string[]) =>
  until(async () => {
    const notes = await notesOf(orderId, channel);
    return String(notes.map(({ status }) => status)) === String(statuses) ? notes : undefined;
  });
const eventsOf = async (orderId: string) =>
  (await shop.scan()).filter((item) => item.__edb_e__ === 'order_event' && item.orderId === orderId);
const arrivedByMail = (person: Person) => until(() => mailsTo(person).includes('Your order has arrived'));

/** Events as their queue hands them to a function, each twice. */
function queued(...events: Record<string, unknown>[]) {
  return {
    Records: [...events, ...events].map((event, place) => ({
      messageId: `m${place}`,
      body: JSON.stringify({ version: 1, ...event }),
      attributes: { MessageGroupId: 'WX' },
    })),
  };
}

/** Hands a worker all events of an order, as if they came again. */
async function comeAgain(worker: 'Notify' | 'NotifyByText', orderId: string): Promise<void> {
  const batch = queued(...(await eventsOf(orderId)));
  const answer = await invoke(shop, `Notifications${worker}Function`, batch);
  expect(answer).toEqual({ batchItemFailures: [] });
}

describe('text messages', () => {
  it('come to customers who asked for them, beside the mails, each once and in order', async () => {
    const phone = '+442079460001';
    const ada = await customer({ phone: '+44 20 7946 0001', textMessages: true });
    const parcel = await shipped(ada);
    await deliver(parcel);
    await until(() => textsTo(phone).length >= 2);
    await arrivedByMail(ada);
    expect(textsTo(phone)).toEqual([
      'Bodega: A parcel of your order is on its way.',
      'Bodega: Your order has arrived.',
    ]);
    expect(messagesTo(phone)[0]).toMatchObject({ service: 'sns', medium: 'SMS', from: 'Bodega' });
    expect(mailsTo(ada)).toEqual([
      'Your order',
      'Your order is confirmed',
      'A parcel of your order is on its way',
      'Your order has arrived',
    ]);
    expect(await noted(parcel.orderId, 'sms', 'SENT', 'SENT')).toMatchObject([
      { recipient: phone, messageId: messagesTo(phone)[0]!.id },
      { recipient: phone, messageId: messagesTo(phone)[1]!.id },
    ]);
  });

  it('come to nobody who did not ask, nor to the number of an address', async () => {
    const ben = await customer({ phone: '+442079460002' });
    expect(await shop.goods.answer(ben, operations.getMe)).toMatchObject({ textMessages: false });
    const parcel = await shipped(ben);
    await deliver(parcel);
    await arrivedByMail(ben);
    await comeAgain('NotifyByText', parcel.orderId);
    expect(await notesOf(parcel.orderId, 'sms')).toEqual([]);
    expect(messagesTo('+442079460002')).toEqual([]);
    expect(messagesTo('+442079460000')).toEqual([]);
  });

  it('end when the customer says so', async () => {
    const phone = '+442079460004';
    const cy = await customer({ phone, textMessages: true });
    const parcel = await shipped(cy);
    await until(() => textsTo(phone).length);
    expect(await profile(cy, { textMessages: false })).toMatchObject({ phone, textMessages: false });
    await deliver(parcel);
    await arrivedByMail(cy);
    await comeAgain('NotifyByText', parcel.orderId);
    expect(textsTo(phone)).toEqual(['Bodega: A parcel of your order is on its way.']);
  });

  it('need a number', async () => {
    const dan = await customer({ name: 'Dan' });
    const { errors } = await shop.graphql(dan, operations.updateProfile, { input: { textMessages: true } });
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { field: 'textMessages' } }]);
  });
});

describe('what a customer is told of', () => {
  it('is told once in each way, however often it comes', async () => {
    const phone = '+442079460005';
    const fay = await customer({ phone, textMessages: true });
    const parcel = await shipped(fay);
    await deliver(parcel);
    await until(() => textsTo(phone).length >= 2);
    await arrivedByMail(fay);
    const before = { texts: textsTo(phone), mails: mailsTo(fay) };
    await comeAgain('Notify', parcel.orderId);
    await comeAgain('NotifyByText', parcel.orderId);
    expect({ texts: textsTo(phone), mails: mailsTo(fay) }).toEqual(before);
  });

  it('is not told again by text when nobody knows whether it was, and the mails go on', async () => {
    const phone = '+442079460006';
    const gus = await customer({ phone, textMessages: true });
    shop.cloud.faults.set({ 'gateway.resetAfter': { 'sns/*': 1 } });
    const parcel = await shipped(gus);
    await until(() => shop.cloud.faults.counts()['gateway.resetAfter']);
    shop.cloud.faults.set({});
    await until(() => mailsTo(gus).length >= 3);
    await deliver(parcel);
    await until(() => textsTo(phone).length >= 2);
    await comeAgain('NotifyByText', parcel.orderId);
    expect(textsTo(phone)).toEqual([
      'Bodega: A parcel of your order is on its way.',
      'Bodega: Your order has arrived.',
    ]);
    await noted(parcel.orderId, 'sms', 'SENDING', 'SENT');
    await noted(parcel.orderId, 'email', 'SENT', 'SENT', 'SENT', 'SENT');
  });
});
