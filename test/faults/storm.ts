/** Many orders while everything goes wrong that can; then calm, and every check of the shop at rest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as operations from '../../client/generated/documents.ts';
import type { FaultRates } from '../../local/faults/rates.ts';
import { createRandom } from '../races/model/random.ts';
import { auditShop, type Verdicts } from '../support/audit.ts';
import { createClient } from '../support/client.ts';
import type { Person } from '../support/people.ts';
import { endUnpaid } from '../support/overdue.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { buy, goOn, type Cast, type Known } from './stories.ts';

export interface StormOptions {
  readonly seed: number;
  readonly orders: number;
  readonly rates: FaultRates;
  /** How often the whole cloud is killed and started again on what it left. */
  readonly crashes: number;
  /** Customers who act at once. */
  readonly lanes?: number;
  readonly tell?: (line: string) => void;
}

export interface Storm {
  readonly placed: number;
  /** What was injected, by kind. */
  readonly injected: Readonly<Record<string, number>>;
  readonly verdicts: Verdicts;
}

/** Cards that come to a decision: a provider that never answers is known by its dead letters. */
const cards = [
  'pm_success',
  'pm_success',
  'pm_success',
  'pm_decline',
  'pm_timeout_before',
  'pm_timeout_after',
  'pm_twice',
];
const stock = 1_000_000;

/** Plays a storm to its end. */
export async function playStorm(options: StormOptions): Promise<Storm> {
  const { seed, orders, rates, crashes, lanes = 8, tell = () => {} } = options;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'storm-'));
  const injected: Record<string, number> = {};
  let shop = await startTestShop({ dataDirectory, faults: { seed }, logLevel: 'silent' });
  const collect = () => {
    for (const [kind, count] of Object.entries(shop.cloud.faults.counts())) {
      injected[kind] = (injected[kind] ?? 0) + count;
    }
  };
  try {
    const client = createClient((...request) => shop.graphql(...request));
    const cast = await openShop(shop, client, seed);
    const customers: Person[] = [];
    for (let lane = 0; lane < lanes; lane += 1) customers.push(await shop.person('customer'));
    shop.cloud.faults.set(rates);

    const known: Known[] = [];
    let placed = 0;
    let begun = 0;
    let restarting: Promise<void> = Promise.resolve();
    let crashed = 0;
    const restart = async () => {
      collect();
      await shop.crash();
      shop = await startTestShop({
        dataDirectory,
        clock: shop.clock,
        faults: { seed: seed + crashed },
        logLevel: 'silent',
      });
      shop.cloud.faults.set(rates);
      tell(`crashed and started again after ${placed} orders`);
    };
    const act = async (customer: Person) => {
      while (begun < orders) {
        await restarting;
        if (known.length < 20 || cast.random.chance(0.3)) {
          begun += 1;
          const order = await buy(cast, customer);
          if (order) {
            placed += 1;
            known.push(order);
            if (placed % 500 === 0) tell(`${placed} orders`);
          } else begun -= 1;
          if (crashed < crashes && placed >= ((crashed + 1) * orders) / (crashes + 1)) {
            crashed += 1;
            restarting = restart();
          }
        } else {
          const place = cast.random.below(known.length);
          const [chosen] = known.splice(place, 1);
          if (chosen && (await goOn(cast, chosen))) known.push(chosen);
        }
      }
    };
    await Promise.all(customers.map(act));
    await restarting;
    shop.cloud.faults.pause();
    collect();
    tell(`calm after ${placed} orders`);
    const stocked = Object.fromEntries(cast.skus.map((sku) => [sku, stock]));
    const verdicts = await checkAtRest(shop, stocked);
    return { placed, injected, verdicts };
  } finally {
    await shop.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function openShop(shop: TestShop, client: Cast['client'], seed: number): Promise<Cast> {
  const staff = await shop.person('staff');
  const skus = ['MUG', 'TEA', 'HAT', 'SOCK', 'LAMP', 'BOOK'];
  for (const [place, sku] of skus.entries()) {
    await shop.goods.offer(staff, { sku, stock, price: 499 + 333 * place });
  }
  const vouchers = ['TEN', 'FEW'];
  const ten = { code: 'TEN', kind: 'PERCENTAGE', rate: 1000 };
  const few = { code: 'FEW', kind: 'FIXED', amount: { amount: 100, currency: 'EUR' }, maxUses: 25 };
  for (const input of [ten, few]) await client.value(staff, operations.createVoucher, { input });
  return { client, staff, random: createRandom(seed), skus, cards, vouchers };
}

/** Waits until nothing is under way, has what is unpaid end, waits again, and checks. */
async function checkAtRest(shop: TestShop, stocked: Record<string, number>): Promise<Verdicts> {
  const queues = openQueues(shop);
  await rest(shop, queues);
  await endUnpaid(shop);
  await rest(shop, queues);
  const items = await shop.scan();
  const letters = await queues.deadLetters();
  const verdicts = auditShop(items, { stocked });
  return {
    ...verdicts,
    'no order waits for its money': items
      .filter((item) => item['__edb_e__'] === 'order' && item['status'] === 'PLACED')
      .map(({ orderId }) => `${orderId} waits`),
    'no return waits for its refund': items
      .filter((item) => item['__edb_e__'] === 'return' && item['status'] === 'RECEIVED')
      .map(({ orderId, returnId }) => `${orderId} ${returnId} waits`),
    'no dead letter': letters,
  };
}

type Queues = ReturnType<typeof openQueues>;

/** The queues of the shop: those that functions work off, and those where failures go. */
function openQueues({ cloud, clock }: TestShop) {
  const { endpoints, region, credentials } = cloud;
  const client = () =>
    new SQSClient({
      endpoint: endpoints.gateway,
      region,
      credentials,
      systemClockOffset: clock.now() - Date.now(),
    });
  const all = cloud.resources.filter(({ type }) => type === 'AWS::SQS::Queue');
  const failures = /DeadLetters|Undelivered|Unrequested|Lost|Dlq/i;
  const names = ['', 'NotVisible', 'Delayed'].map((kind) => `ApproximateNumberOfMessages${kind}` as const);
  return {
    /** Messages that are to be worked off. */
    async waiting(): Promise<number> {
      const sqs = client();
      const counts = await Promise.all(
        all
          .filter(({ logicalId }) => !failures.test(logicalId))
          .map(async ({ physicalId }) => {
            const asked = new GetQueueAttributesCommand({
              QueueUrl: physicalId,
              AttributeNames: names as never,
            });
            const { Attributes = {} } = await sqs.send(asked);
            return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
          }),
      );
      sqs.destroy();
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async deadLetters(): Promise<string[]> {
      const sqs = client();
      const found: string[] = [];
      for (const { logicalId, physicalId } of all.filter((one) => failures.test(one.logicalId))) {
        for (;;) {
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({ QueueUrl: physicalId, MaxNumberOfMessages: 10 }),
          );
          if (Messages.length === 0) break;
          found.push(...Messages.map(({ Body }) => `${logicalId}: ${Body}`));
        }
      }
      sqs.destroy();
      return found;
    },
  };
}

/** Looks after which what still waits does so for a visibility timeout, of a function that was killed, say. */
const patience = 20;
/** As long as the longest visibility timeout, and less than what a signature's time may differ by, in milliseconds. */
const ahead = 200_000;

/**
 * Nothing waits in a queue, no money is on its way, and nothing was written between two looks. Time is put forward once
 * for what waits for it; functions go by the machine's clock, so that it cannot be more than minutes.
 */
async function rest(shop: TestShop, queues: Queues): Promise<void> {
  let before = '';
  for (let look = 0; look < 1200; look += 1) {
    const waiting = await queues.waiting();
    const items = await shop.scan();
    const sums = items.reduce((sum, { sequence }) => sum + Number(sequence ?? 0), items.length);
    const open = auditShop(items)['no movement of money is under way']!.length;
    const now = `${waiting} ${open} ${sums}`;
    if (waiting === 0 && open === 0 && now === before) return;
    before = now;
    if (look === patience && shop.clock.now() - Date.now() < ahead / 2) shop.clock.forward(ahead);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
