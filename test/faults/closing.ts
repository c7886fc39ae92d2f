/** The end of a day under faults: what waits comes to its end, and what is for people to do is done by staff. */
import * as operations from '../../client/generated/documents.ts';
import { retryHours } from '../../rules/limits.ts';
import { accountsOf } from '../support/audit.ts';
import type { Client } from '../support/client.ts';
import { invoke } from '../support/invoke.ts';
import type { Person } from '../support/people.ts';
import type { TestShop } from '../support/shop.ts';
import { rest } from './rest.ts';

interface FailedMovement {
  readonly orderId: string;
  readonly entryId: string;
  readonly kind: string;
  readonly amount: { readonly amount: number; readonly currency: string };
}

const minute = 60_000;
const hour = 60 * minute;
/** Longer than an order holds its stock, extended once. */
const reservation = 50 * minute;

/** Brings a shop in which nothing goes wrong any more to rest, and lets nothing wait that anybody can end. */
export async function close(shop: TestShop, client: Client, tell: (line: string) => void): Promise<void> {
  await rest(shop);
  tell('at rest; unpaid orders run out');
  shop.clock.forward(reservation);
  while ((await invoke(shop, 'ReleaseOverdue')).expired > 0);
  await rest(shop);
  tell('at rest; staff decides about the orders that are held');
  await decide(client, await shop.person('staff'));
  await rest(shop);
  for (const hours of retryHours) {
    tell(`at rest; what failed is asked for again after ${hours} hours`);
    shop.clock.forward(hours * hour + minute);
    while ((await invoke(shop, 'RetryMovements')).asked > 0);
    await rest(shop);
  }
  tell('at rest; staff sees to what the provider could not do');
  const staff = await shop.person('staff');
  const failed = await allOf<FailedMovement>(client, staff, operations.listFailedMovements);
  await payByHand(shop, client, staff, failed);
  await settleClaims(client, staff, failed);
  await rest(shop);
  // What was set aside for claims is freed only now, and that may fail as well.
  for (const hours of retryHours) {
    shop.clock.forward(hours * hour + minute);
    while ((await invoke(shop, 'RetryMovements')).asked > 0);
    await rest(shop);
  }
}

/** Staff lets every other order go on that is held, and calls the rest off. */
async function decide(client: Client, staff: Person): Promise<void> {
  const held = await allOf<{ orderId: string }>(client, staff, operations.listRiskReviews);
  for (const [place, { orderId }] of held.entries()) {
    await client.change(staff, operations.decideRiskReview, { orderId, approve: place % 2 === 0 });
  }
}

/** Staff records refunds of money that came by itself, and those that the provider could not carry out. */
async function payByHand(
  shop: TestShop,
  client: Client,
  staff: Person,
  failed: readonly FailedMovement[],
): Promise<void> {
  const own = accountsOf(await shop.scan()).pages.flatMap(({ payments, entries }) =>
    entries.filter(
      ({ kind, status, paymentId }) =>
        kind === 'REFUND' &&
        status === 'REQUESTED' &&
        payments.find((one) => one.paymentId === paymentId)?.provider === 'manual',
    ),
  );
  for (const { orderId, entryId } of [...own, ...failed.filter(({ kind }) => kind === 'REFUND')]) {
    const input = { orderId, entryId, reference: `paid ${entryId}` };
    await client.change(staff, operations.recordRefund, input);
  }
}

/** What customers owe for parcels that left they pay in cash, every other time, or the shop gives it up. */
async function settleClaims(client: Client, staff: Person, failed: readonly FailedMovement[]): Promise<void> {
  const claims = failed.filter(({ kind }) => kind === 'CAPTURE');
  for (const [place, { orderId, entryId, amount }] of claims.entries()) {
    if (place % 2 === 0) {
      const input = { orderId, method: 'CASH', amount, reference: `for ${entryId}` };
      await client.change(staff, operations.recordPayment, input);
    } else await client.change(staff, operations.writeOffClaim, { orderId, reason: 'Too little to ask for' });
  }
}

/** All pages of a list. */
async function allOf<Item>(client: Client, staff: Person, query: string): Promise<Item[]> {
  const found: Item[] = [];
  let nextToken: string | null = null;
  do {
    const variables = { limit: 100, ...(nextToken === null ? {} : { nextToken }) };
    const page = await client.value(staff, query, variables);
    found.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== null);
  return found;
}
