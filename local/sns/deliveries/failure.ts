import { AwsError } from '../../core/aws-error.ts';

/** A delivery that failed. */
export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';
  /** True when another attempt may succeed: the endpoint is not there, or has trouble of its own. */
  readonly temporary: boolean;

  constructor(message: string, temporary: boolean) {
    super(message);
    this.temporary = temporary;
  }
}

/** What a service of the cloud threw: its own trouble may pass, the caller's mistakes do not. */
export function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  if (error instanceof AwsError) {
    const temporary = error.statusCode >= 500 || error.name === 'TooManyRequestsException';
    return new DeliveryFailure(`${error.name}: ${error.message}`, temporary);
  }
  return new DeliveryFailure(String((error as Error)?.message ?? error), true);
}
