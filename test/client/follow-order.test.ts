import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followOrder, type OrderSource, type OrderStep } from '../../client/index.ts';

const step = (sequence: number): OrderStep => ({
  sequence,
  type: sequence === 1 ? 'PLACED' : 'PAYMENT_RECORDED',
  status: 'PLACED',
  at: '2026-01-01T00:00:00Z',
});

/** An order whose events the test makes happen, seen or unseen by a live listener. */
function order() {
  const events: OrderStep[] = [];
  let live: ((step: OrderStep) => void) | undefined;
  let ready: (() => void) | undefined;
  let failing: Error | undefined;
  const source: OrderSource = {
    live(next) {
      live = next;
      return () => (live = undefined);
    },
    ready(listener) {
      ready = listener;
      return () => (ready = undefined);
    },
    async after(sequence, nextToken) {
      if (failing) throw failing;
      const start = nextToken ? Number(nextToken) : sequence;
      const items = events.filter((event) => event.sequence > start).slice(0, 2);
      const end = items.at(-1)?.sequence ?? start;
      return { items, nextToken: end < events.length ? String(end) : null };
    },
  };
  return {
    source,
    happens(heard: boolean) {
      const event = step(events.length + 1);
      events.push(event);
      if (heard) live?.(event);
    },
    repeats: (sequence: number) => live?.(step(sequence)),
    reconnects: () => ready?.(),
    fails: (error?: Error) => (failing = error),
    listening: () => live !== undefined || ready !== undefined,
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function follow(source: OrderSource, seen = 0) {
  const heard: number[] = [];
  const errors: unknown[] = [];
  const stop = followOrder(
    source,
    seen,
    ({ sequence }) => heard.push(sequence),
    (reason) => errors.push(reason),
  );
  return { heard, errors, stop };
}

describe('followOrder', () => {
  it('reads what happened before the subscription was taken up', async () => {
    const { source, happens, reconnects } = order();
    happens(false);
    happens(false);
    happens(false);
    const { heard } = follow(source, 1);
    reconnects();
    await settled();
    expect(heard).toEqual([2, 3]);
  });

  it('reads what was missed when a live event shows a gap, and delivers in order', async () => {
    const { source, happens } = order();
    const { heard } = follow(source);
    happens(true);
    for (let missed = 0; missed < 5; missed++) happens(false);
    happens(true);
    await settled();
    expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('delivers an event once, however often it comes', async () => {
    const { source, happens, repeats, reconnects } = order();
    const { heard } = follow(source);
    happens(true);
    repeats(1);
    reconnects();
    await settled();
    expect(heard).toEqual([1]);
  });

  it('reports a failed read and tries again at the next chance', async () => {
    const { source, happens, reconnects, fails } = order();
    const { heard, errors } = follow(source);
    const away = new Error('no network');
    fails(away);
    happens(false);
    reconnects();
    await settled();
    expect(errors).toEqual([away]);
    fails(undefined);
    reconnects();
    await settled();
    expect(heard).toEqual([1]);
  });

  it('ends for good', async () => {
    const { source, happens, listening } = order();
    const { heard, stop } = follow(source);
    stop();
    happens(true);
    await settled();
    expect(heard).toEqual([]);
    expect(listening()).toBe(false);
  });

  it('hears every event once and in order, whatever is lost, doubled or late', async () => {
    const chaos = fc.array(fc.constantFrom('heard', 'lost', 'repeat', 'reconnect', 'wait'), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(chaos, async (happenings) => {
        const { source, happens, repeats, reconnects } = order();
        const { heard } = follow(source);
        let count = 0;
        for (const happening of happenings) {
          if (happening === 'wait') await settled();
          else if (happening === 'reconnect') reconnects();
          else if (happening === 'repeat') repeats(count);
          else {
            happens(happening === 'heard');
            count++;
          }
        }
        reconnects();
        await settled();
        await settled();
        expect(heard).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      }),
    );
  });
});
