import { AwsError } from '../../core/aws-error.ts';

/** Why a delivery failed, and whether another try can help. */
export interface Failure {
  /** `ERROR_CODE` of a dead letter of a rule. */
  readonly code: string;
  /** The name of the error that the target answered with. */
  readonly name: string;
  readonly message: string;
  readonly retriable: boolean;
}

/** A role that cannot be assumed, told apart from what its session may not do. */
export class RoleError extends Error {
  override readonly name = 'RoleError';
}

const missing =
  /^(QueueDoesNotExist|ResourceNotFoundException|NotFound|NotFoundException|StateMachineDoesNotExist|NoSuchEntity)$/;
const throttled = /Throttl|TooManyRequests|LimitExceeded|ProvisionedThroughput/;

/**
 * Reads an error as EventBridge does. What no time heals (a missing permission, a resource that is gone, a request that
 * is wrong) is not tried again.
 * Source: EventBridge User Guide, "Using dead-letter queues to process undelivered events", with its error codes. Which
 * of them stands for which error of a target is the closest in meaning.
 */
export function failureOf(error: unknown): Failure {
  const { name, message } = error as Error;
  if (error instanceof RoleError) {
    return { code: 'FAILED_TO_ASSUME_ROLE', name, message, retriable: false };
  }
  if (!(error instanceof AwsError)) return { code: 'INTERNAL_ERROR', name, message, retriable: true };
  if (/^AccessDenied/.test(name)) return { code: 'NO_PERMISSIONS', name, message, retriable: false };
  if (missing.test(name)) return { code: 'NO_RESOURCE', name, message, retriable: false };
  if (throttled.test(name)) return { code: 'THROTTLING', name, message, retriable: true };
  if (error.statusCode >= 500) return { code: 'ERROR_FROM_TARGET', name, message, retriable: true };
  if (name === 'InvalidInput') return { code: 'INVALID_JSON', name, message, retriable: false };
  return { code: 'INVALID_PARAMETER', name, message, retriable: false };
}
