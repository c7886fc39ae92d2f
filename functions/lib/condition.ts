import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/**
 * Waits for a write of one item by its entity that has a condition.
 *
 * @returns false when the condition did not hold.
 * @throws whatever else kept it from being written.
 * @example
 * if (!(await holds(Notification.put(note).where(isNew).go()))) return;
 */
export async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    if (cause instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
