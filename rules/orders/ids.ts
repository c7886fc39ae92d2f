/**
 * The id of something that hangs from an order: its kind and the sequence number of the change that makes it. Unique
 * within the order without a draw of chance, so that a change that is tried twice makes the same thing.
 *
 * @example
 * childId('return', 12) // 'return-000012'
 * childId('refund', 12, 1) // 'refund-000012-1', the second refund of one change
 */
export function childId(kind: string, sequence: number, index = 0): string {
  const padded = `${1_000_000 + sequence}`.slice(1);
  return index > 0 ? `${kind}-${padded}-${index}` : `${kind}-${padded}`;
}
