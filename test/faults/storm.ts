/** Many orders while everything goes wrong that can; then calm, and every check of the shop at rest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as operations from '../../client/generated/documents.ts';
import type { FaultRates } from '../../local/faults/rates.ts';
import { createRandom } from '../races/model/random.ts';
import type { Verdicts } from '../support/audit.ts';
import { createClient } from '../support/client.ts';
import type { Person } from '../support/people.ts';
import { tellEmail } from '../support/profile.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { cards, dear, ofSeller, scarce, skus, stocked } from './assortment.ts';
import { checkAtRest } from './checks.ts';
import { close } from './closing.ts';
import { listen, type Listener } from './listeners.ts';
import { workOff } from './lists.ts';
import { createMailbox } from './mailbox.ts';
import { openQueues } from './queues.ts';
import { stride } from './rest.ts';
import { buy, callOff, goOn, type Cast, type Known } from './stories.ts';
import { createWorkflows } from './workflows.ts';

export interface StormOptions {
  readonly seed: number;
  readonly orders: number;
  readonly rates: FaultRates;
  /** How often the whole cloud is killed and started again on what it left. */
  readonly crashes: number;
  /** Customers who act at once. */
  readonly lanes?: number;
  /** Milliseconds after which no further orders are placed, though there were fewer. @defaultValue none */
  readonly until?: number;
  readonly tell?: (line: string) => void;
}

export interface Storm {
  readonly placed: number;
  /** How often the whole cloud was killed: less than asked for when it ended early. */
  readonly crashed: number;
  /** What was injected, by kind. */
  readonly injected: Readonly<Record<string, number>>;
  /** Events that came to customers' pages more than once, and were known there. */
  readonly repeated: number;
  /** Messages that customers got. */
  readonly mails: number;
  readonly texts: number;
  readonly verdicts: Verdicts;
}

/** How often the clock is put forward while there are orders, for what waits for its time: in real milliseconds. */
const beat = 15_000;
/** A look at the queues is answered within this time on a machine that keeps up, in milliseconds. */
const promptly = 300;
/** After this time by the shop's clock everybody signs in anew: tokens are good for an hour. */
const signedIn = 45 * 60_000;
/**
 * What customers hold back beyond, for what grows for ever comes to no rest: messages in queues, without those put off, and
 * orders of which the table's stream has yet to tell.
 */
const pressure = { messages: 500, orders: 50 };
/** How often somebody tries to sign in. */
const mostSignIns = 20;
/** How often somebody of the shop takes something off a list, beside each step of a customer. */
const listed = 0.15;
/** Orders under way at which one in three steps is a new one, for each customer. */
const perLane = 2;

/** Messages in queues, and orders not told of, at which it becomes calm; and the longest that this is waited for, in seconds. */
const few = 20;
const longestDrain = 300;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Plays a storm to its end. */
export async function playStorm(options: StormOptions): Promise<Storm> {
  const { seed, orders, rates, crashes, lanes = 24, until = Infinity, tell = () => {} } = options;
  const ends = performance.now() + until;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'storm-'));
  const injected: Record<string, number> = {};
  const mailbox = createMailbox();
  const workflows = createWorkflows();
  let shop = await startTestShop({ dataDirectory, faults: { seed }, logLevel: 'silent' });
  const client = createClient((...request) => shop.graphql(...request));
  const random = createRandom(seed);
  let people!: { staff: Person; seller: Person; customers: Person[] };
  let since = 0;
  const listeners: Listener[] = [];
  let stopBeat = () => {};

  /** Sign-ins fail as well. */
  const renew = async (person: Person): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return void Object.assign(person, await shop.again(person));
      } catch (error) {
        if (attempt === mostSignIns) throw error;
      }
    }
  };
  const signIn = async () => {
    since = shop.clock.now();
    if (people) {
      // Whoever is in the middle of something goes on with the tokens of now, as clients do that renew theirs.
      await Promise.all([people.staff, people.seller, ...people.customers].map(renew));
      return;
    }
    const [staff, seller, ...customers] = await Promise.all([
      shop.person('staff'),
      shop.person('seller'),
      ...Array.from({ length: lanes }, () => shop.person('customer')),
    ]);
    people = { staff: staff!, seller: seller!, customers };
  };
  const watch = () => {
    mailbox.collect(shop);
    workflows.collect(shop);
  };
  const collect = () => {
    watch();
    for (const [kind, count] of Object.entries(shop.cloud.faults.counts())) {
      injected[kind] = (injected[kind] ?? 0) + count;
    }
  };

  try {
    await signIn();
    const cast: Cast = {
      client,
      random,
      cards,
      staff: () => people.staff,
      seller: () => people.seller,
      vouchers: ['TEN', 'FEW'],
    };
    await openShop(shop, cast);
    await introduce(shop, cast, people.customers);
    for (let lane = 0; lane < lanes; lane += 1) {
      listeners.push(listen({ shop: () => shop, customer: () => people.customers[lane]!, client }));
    }
    shop.cloud.faults.set(rates);

    const known: Known[] = [];
    /** Customers who called an order off at once. */
    const calledOff = new Set<number>();
    let begun = 0;
    let placed = 0;
    let crashed = 0;
    let waiting = 0;
    // Everybody waits for what must not be disturbed: a restart, a sign-in.
    let turn: Promise<void> = Promise.resolve();
    // A session of a sign-in is good for three minutes: time is not put forward meanwhile.
    let still = false;
    // On a machine with much else to do messages are worked on for longer than time that hurries on would let them.
    let prompt = true;
    const next = (work: () => Promise<void>) =>
      (turn = turn.then(async () => {
        still = true;
        await work();
        still = false;
      }));

    const restart = async () => {
      collect();
      await shop.crash();
      // What it still did between the two.
      mailbox.collect(shop);
      const again = { dataDirectory, clock: shop.clock, faults: { seed: seed + crashed } };
      shop = await startTestShop({ ...again, logLevel: 'silent' });
      shop.cloud.faults.set(rates);
      for (const listener of listeners) listener.reconnect();
      tell(`crashed and started again after ${placed} orders`);
    };
    const stop = { beat: 0 as unknown as NodeJS.Timeout, look: 0 as unknown as NodeJS.Timeout };
    stop.beat = setInterval(() => {
      if (still) return;
      if (prompt) shop.clock.forward(stride);
      // Time goes on by itself too, however slow the machine.
      if (shop.clock.now() - since > signedIn) void next(signIn);
    }, beat);
    let looks = 0;
    stop.look = setInterval(() => {
      mailbox.collect(shop);
      // All workflows that run are looked through: not each time.
      if ((looks += 1) % 4 === 0) workflows.collect(shop);
      const asked = performance.now();
      openQueues(shop)
        .waiting()
        .then(
          ({ visible, underWay }) => {
            waiting = visible + underWay;
            prompt = performance.now() - asked < promptly;
          },
          () => {},
        );
    }, 1000);
    stopBeat = () => (clearInterval(stop.beat), clearInterval(stop.look));

    /** Orders whose first event has not come to their workflows or to their customers: each is told by a reader of the stream. */
    const untold = () => {
      const told = listeners.reduce((sum, { told }) => sum + told(), 0);
      return placed - Math.min(workflows.byOrder.size, told);
    };

    const act = async (lane: number) => {
      while (begun < orders && performance.now() < ends) {
        await turn;
        if (waiting >= pressure.messages || untold() >= pressure.orders) {
          // Nobody asks meanwhile either: what is in the way is worked off the sooner.
          await pause(250);
          continue;
        }
        if (random.chance(listed)) await workOff(cast);
        const fresh = known.length < perLane * lanes || random.chance(0.3);
        if (fresh) {
          begun += 1;
          const order = await buy(cast, lane, people.customers[lane]!);
          if (order) {
            listeners[lane]!.follow(order.orderId);
            known.push(order);
            placed += 1;
            if (placed % 500 === 0) tell(`${placed} orders`);
            // However few orders there are, some customers are told of something by text message.
            if (asksForTexts(lane) && !calledOff.has(lane)) {
              calledOff.add(lane);
              await callOff(cast, order, people.customers[lane]!);
            }
          } else begun -= 1;
          if (crashed < crashes && placed >= ((crashed + 1) * orders) / (crashes + 1)) {
            crashed += 1;
            void next(restart);
          }
        } else {
          const [chosen] = known.splice(random.below(known.length), 1);
          if (!chosen) await pause(100);
          else if (await goOn(cast, chosen, people.customers[chosen.lane]!)) known.push(chosen);
          else listeners[chosen.lane]!.leave(chosen.orderId);
        }
        mailbox.collect(shop);
      }
    };
    await Promise.all(listeners.map((_, lane) => act(lane)));
    await turn;
    tell(`the last of ${placed} orders are on their way`);
    // Things go wrong until most of what the orders set going is done.
    for (let look = 0; look < longestDrain && Math.max(waiting, untold()) > few; look += 1) await pause(1000);
    stopBeat();
    shop.cloud.faults.pause();
    collect();
    tell(`calm after ${placed} orders`);
    const looking = setInterval(watch, 500);
    stopBeat = () => clearInterval(looking);
    await close(shop, client, tell);
    await signIn();
    await Promise.all(listeners.map((listener) => listener.catchUp()));
    watch();
    const verdicts = checkAtRest({
      items: await shop.scan(),
      stocked,
      received: mailbox.received,
      heard: new Map(listeners.flatMap(({ heard }) => [...heard])),
      workflows: workflows.byOrder,
      deadLetters: await openQueues(shop).deadLetters(),
    });
    const repeated = listeners.reduce((sum, listener) => sum + listener.repeated(), 0);
    const texts = mailbox.received.filter(({ channel }) => channel === 'sms').length;
    const mails = mailbox.received.length - texts;
    return { placed, crashed, injected, repeated, mails, texts, verdicts };
  } finally {
    stopBeat();
    for (const listener of listeners) listener.close();
    await shop.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function openShop(shop: TestShop, { client, staff, seller }: Cast): Promise<void> {
  for (const [place, sku] of [...skus, scarce, dear].entries()) {
    const price = sku === dear ? 120_000 : 499 + 333 * place;
    await shop.goods.offer(ofSeller.includes(sku) ? seller() : staff(), { sku, stock: stocked[sku]!, price });
  }
  const ten = { code: 'TEN', kind: 'PERCENTAGE', rate: 1000 };
  const few = { code: 'FEW', kind: 'FIXED', amount: { amount: 100, currency: 'EUR' }, maxUses: 25 };
  for (const input of [ten, few]) await client.value(staff(), operations.createVoucher, { input });
}

/** One customer in two. */
const asksForTexts = (lane: number) => lane % 2 === 0;

/** Every customer has an address and a telephone, and some asked for text messages. */
async function introduce(shop: TestShop, { client }: Cast, customers: readonly Person[]): Promise<void> {
  await tellEmail(shop, ...customers);
  for (const [lane, customer] of customers.entries()) {
    const input = {
      name: `Customer ${lane}`,
      phone: `+4930${1_000_000 + lane}`,
      textMessages: asksForTexts(lane),
    };
    await client.value(customer, operations.updateProfile, { input });
  }
}
