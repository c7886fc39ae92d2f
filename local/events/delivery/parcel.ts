import type { DeliveryDetails, ServiceIdentity } from '../../core/ports.ts';

/** Something on its way to a target, until it has arrived or is given up. Plain JSON: it outlives the process. */
export interface Parcel {
  readonly id: string;
  /** Of which event it is, and where it goes, for the record. */
  readonly label: ParcelLabel;
  readonly destination: string;
  /** JSON text. */
  readonly message: string;
  /** Why there is no message: each attempt fails with it. */
  readonly spoiled?: string;
  readonly details: DeliveryDetails;
  /** Whose permissions are used; absent: the service acts on its own. */
  readonly roleArn?: string;
  /** The service that delivers and the resource for which it does. */
  readonly sender: ServiceIdentity;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  /** In milliseconds. */
  readonly longestAge: number;
  readonly mostRetries: number;
  readonly deadLetters?: string;
  /** What a dead letter holds. */
  readonly original: string;
  /** Of a schedule, whose texts are filled in for each attempt. */
  readonly schedule?: { readonly arn: string; readonly scheduledTime: string };
  attempts: number;
  /** When it is tried again; milliseconds since the epoch. */
  nextAt?: number;
}

export interface ParcelLabel {
  /** The event's place in the record. */
  readonly record: number;
  readonly source: string;
  readonly targetId: string;
}

/** How a parcel's way ended. */
export type Outcome =
  | { readonly status: 'delivered' }
  | { readonly status: 'failed' | 'dead-lettered'; readonly error: string }
  | { readonly status: 'retrying'; readonly error: string; readonly nextAt: number };

export const defaultAge = 86_400_000;
export const defaultRetries = 185;
