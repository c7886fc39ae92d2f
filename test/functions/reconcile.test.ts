import { expect, test } from 'vitest';
import { beginAudit } from '../../functions/lib/reconcile/audit.ts';
import { Notification } from '../../entities/notification.ts';
import { Setback } from '../../entities/setback.ts';

const before = '2026-01-02T12:00:00.000Z';
const early = '2026-01-02T11:00:00.000Z';
const late = '2026-01-02T12:30:00.000Z';

/** What an audit finds in a partition with these items alone. */
function found(...items: unknown[]): string[] {
  const audit = beginAudit(before);
  audit.take(items as never[]);
  return audit.result().differences.map(({ check, subject }) => `${check} ${subject}`);
}

const stored = (entity: { put(item: never): { params(options: object): unknown } }, item: object) =>
  (entity.put(item as never).params({ table: 'any' }) as { Item: object }).Item;

test('reports each mail of which nobody knows for an hour whether it went out', () => {
  const mail = { orderId: 'o1', sequence: 3, channel: 'email' };
  const doubtful = stored(Notification, { ...mail, status: 'SENDING', at: early });
  expect(found(doubtful)).toEqual(['message.sent o1 3 email']);
  expect(found(stored(Notification, { ...mail, status: 'SENT', at: early }))).toEqual([]);
  expect(found(stored(Notification, { ...mail, status: 'SENDING', at: late }))).toEqual([]);
});

test('reports movements that failed and were not asked for again in their time', () => {
  const failed = { orderId: 'o1', entryId: 'e', kind: 'CAPTURE', amount: 1, currency: 'EUR' };
  const since = (at: string, tries: number) => stored(Setback, { ...failed, since: at, tries });
  // An hour after the first failure, six after the second.
  expect(found(since('2026-01-02T10:59:00.000Z', 1))).toEqual(['setback.asked-again o1 e']);
  expect(found(since('2026-01-02T11:01:00.000Z', 1))).toEqual([]);
  expect(found(since('2026-01-02T06:01:00.000Z', 2))).toEqual([]);
  expect(found(since('2026-01-02T05:59:00.000Z', 2))).toEqual(['setback.asked-again o1 e']);
  // What is on the list of staff is theirs.
  expect(found(since('2026-01-01T00:00:00.000Z', 4))).toEqual([]);
});
