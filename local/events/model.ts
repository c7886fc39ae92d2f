import type { EventPattern } from '../core/event-pattern.ts';
import type { PolicyDocument } from '../core/ports.ts';

/** A target of a rule, as the API speaks of it. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: InputTransformer;
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly RetryPolicy?: RetryPolicy;
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

export interface InputTransformer {
  /** Paths into the event by variable. */
  readonly InputPathsMap?: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

export interface RetryPolicy {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
}

export type RuleState = 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** What a rule is made of. */
export interface RuleDefinition {
  readonly Name: string;
  /** JSON text. */
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State: RuleState;
  readonly Description?: string;
  readonly RoleArn?: string;
  /** The service that keeps the rule for itself. */
  readonly ManagedBy?: string;
}

/** A rule that stands. */
export interface Rule {
  readonly arn: string;
  readonly busName: string;
  definition: RuleDefinition;
  /** What its pattern asks; absent when it has only a schedule. */
  matches?: EventPattern;
  /** By id, in the order in which they were put. */
  readonly targets: Map<string, Target>;
  readonly tags: Map<string, string>;
  readonly counts: { matched: number; delivered: number; failed: number };
  /** True for one that a template defines. */
  readonly defined: boolean;
}

/** An event bus. */
export interface Bus {
  readonly name: string;
  readonly arn: string;
  description?: string;
  policy?: PolicyDocument;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  modifiedAt: number;
  readonly tags: Map<string, string>;
  readonly rules: Map<string, Rule>;
  readonly defined: boolean;
}

export const defaultBus = 'default';

export const isEnabled = ({ definition }: Rule): boolean => definition.State !== 'DISABLED';
