/** Coming to rest: nothing waits in a queue, no delivery is under way, and no event comes any more. */
import type { TestShop } from '../support/shop.ts';
import { openQueues, type Waiting } from './queues.ts';

/** Looks that must see the same before it is called rest, and the time between two, in milliseconds. */
const looks = 6;
const between = 500;
/**
 * As long as the longest visibility timeout: so far the clock is put forward when all that is left waits for its time.
 * Less than what a signature's time may differ by, in milliseconds.
 */
export const stride = 190_000;

/** @throws Error when it does not come to rest. */
export async function rest(shop: TestShop): Promise<void> {
  const queues = openQueues(shop);
  let before = '';
  let same = 0;
  for (let look = 1; look < 4000; look += 1) {
    const waiting = await queues.waiting();
    const now = JSON.stringify([waiting, eventsOf(shop)]);
    same = now === before ? same + 1 : 0;
    before = now;
    if (same >= looks) {
      if (isOver(waiting) && eventsOf(shop).pending === 0) return;
      shop.clock.forward(stride);
      same = 0;
    }
    await new Promise((resolve) => setTimeout(resolve, between));
  }
  throw new Error(`The shop does not come to rest: ${before}`);
}

const isOver = ({ visible, underWay, later }: Waiting) => visible + underWay + later === 0;

/** The number of the bus's last event, and how many deliveries are under way. */
function eventsOf({ cloud }: TestShop) {
  const { events, pending } = cloud.services.events.inspect();
  return { last: events.at(-1)?.number, pending };
}
