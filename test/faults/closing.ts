/** The end of a day under faults: what waits comes to its end, and what is for people to do is done by staff. */
import * as operations from '../../client/generated/documents.ts';
import { retryHours } from '../../rules/limits.ts';
import { accountsOf } from '../support/audit.ts';
import type { Client } from '../support/client.ts';
import { invoke } from '../support/invoke.ts';
import type { TestShop } from '../support/shop.ts';
import { rest } from './rest.ts';

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
  for (const hours of retryHours) {
    tell(`at rest; what failed is asked for again after ${hours} hours`);
    shop.clock.forward(hours * hour + minute);
    while ((await invoke(shop, 'RetryMovements')).asked > 0);
    await rest(shop);
  }
  tell('at rest; staff pays by hand what the provider could not');
  await payByHand(shop, client);
  await rest(shop);
}

/** Staff records refunds of money that came by itself, and those that the provider could not carry out. */
async function payByHand(shop: TestShop, client: Client): Promise<void> {
  const staff = await shop.person('staff');
  const own = accountsOf(await shop.scan()).pages.flatMap(({ payments, entries }) =>
    entries.filter(
      ({ kind, status, paymentId }) =>
        kind === 'REFUND' &&
        status === 'REQUESTED' &&
        payments.find((one) => one.paymentId === paymentId)?.provider === 'manual',
    ),
  );
  for (const { orderId, entryId } of [...own, ...(await failedRefunds(client, staff))]) {
    const input = { orderId, entryId, reference: `paid ${entryId}` };
    await client.change(staff, operations.recordRefund, input);
  }
}

async function failedRefunds(client: Client, staff: Parameters<Client['value']>[0]) {
  const found: { orderId: string; entryId: string }[] = [];
  let nextToken: string | null = null;
  do {
    const variables = { limit: 100, ...(nextToken === null ? {} : { nextToken }) };
    const page = await client.value(staff, operations.listFailedMovements, variables);
    found.push(...page.items.filter(({ kind }: { kind: string }) => kind === 'REFUND'));
    nextToken = page.nextToken;
  } while (nextToken !== null);
  return found;
}
