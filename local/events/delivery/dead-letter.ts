import type { Failure } from './failure.ts';
import type { Parcel } from './parcel.ts';

/**
 * The attributes of a dead letter.
 * Sources: EventBridge User Guide, "Using dead-letter queues to process undelivered events"; EventBridge Scheduler User
 * Guide, "Configuring a schedule's dead-letter queue".
 *
 * @param exhausted - the condition that ended the attempts; absent for a failure that is not tried again
 */
export function deadLetterAttributes(
  { destination, sender, attempts, schedule, id }: Parcel,
  failure: Failure,
  exhausted: string | undefined,
): Record<string, string> {
  const common = {
    TARGET_ARN: destination,
    // A message attribute must not be empty.
    ERROR_MESSAGE: failure.message || failure.name,
    RETRY_ATTEMPTS: String(attempts - 1),
    ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
  if (!schedule) return { RULE_ARN: sender.sourceArn, ERROR_CODE: failure.code, ...common };
  return {
    SCHEDULE_ARN: schedule.arn,
    SCHEDULED_TIME: schedule.scheduledTime,
    EXECUTION_ID: id,
    IS_PAYLOAD_TRUNCATED: 'false',
    ERROR_CODE: failure.name,
    ...common,
  };
}
