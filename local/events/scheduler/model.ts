import type { RetryPolicy } from '../model.ts';

/** The target of a schedule, as the API speaks of it. */
export interface ScheduleTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly RetryPolicy?: RetryPolicy;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string };
}

/** What a schedule is made of. Moments in milliseconds since the epoch. */
export interface ScheduleDefinition {
  readonly name: string;
  readonly group: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly start?: number;
  readonly end?: number;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly description?: string;
  readonly kmsKeyArn?: string;
  /** How long after its moment it may run at most, in milliseconds; 0 for at once. */
  readonly window: number;
  readonly target: ScheduleTarget;
  readonly deleteAfterCompletion: boolean;
}

/** A schedule that stands. */
export interface Schedule {
  readonly definition: ScheduleDefinition;
  readonly arn: string;
  /** Milliseconds since the epoch, as all moments here. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The moment of the last run, which a restart goes on from. */
  lastRun?: number;
  nextRun?: number;
  readonly counts: { started: number; delivered: number; failed: number };
  /** True for one that a template defines. */
  readonly defined: boolean;
}

/** A group of schedules. */
export interface ScheduleGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  modifiedAt: number;
  readonly tags: Map<string, string>;
  readonly defined: boolean;
}

export const defaultGroup = 'default';
export const schedulerService = 'scheduler.amazonaws.com';
/** Before the service and the action of a universal target: `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`. */
export const universalTarget = /^arn:[^:]+:scheduler:::aws-sdk:([a-z0-9]+):([A-Za-z]+)$/;
