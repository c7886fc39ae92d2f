import type { Context } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { Contention } from '../../rules/errors.ts';
import { fail } from './fail.ts';

/** The table's physical name, which batches and transactions must spell out. */
export function tableName(ctx: Pick<Context, 'env'>): string {
  return ctx.env.TABLE_NAME ?? '';
}

/**
 * Sets an item's attributes, e.g. `setting({ status: 'PAID' })`: an update expression with its names and values.
 *
 * @param removed - attributes to take away.
 */
export function setting(changes: object, removed: string[] = []) {
  const assignments: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(changes)) {
    if (value !== null && value !== undefined) {
      assignments.push(`#${name} = :${name}`);
      names[`#${name}`] = name;
      values[`:${name}`] = value;
    }
  }
  for (const name of removed) names[`#${name}`] = name;
  const removal = removed.length === 0 ? '' : ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}`;
  return { expression: `SET ${assignments.join(', ')}${removal}`, names, values };
}

/** Attribute values in DynamoDB's typed form. */
export function typed(values: object): Record<string, any> {
  return util.dynamodb.toMapValues(values as Record<string, unknown>);
}

/**
 * What BatchGetItem found, in the order of the keys, null for what is not there. A key that the table left for later
 * looks like one that is not there, so then nothing may be concluded.
 */
export function batchItems(ctx: Pick<Context, 'env' | 'result'>): any[] {
  const table = tableName(ctx);
  const { data, unprocessedKeys } = ctx.result;
  if ((unprocessedKeys?.[table] ?? []).length > 0) fail(Contention);
  return data[table];
}

/** Why a transaction was cancelled, action by action. */
export interface CancellationReason {
  type: string;
  message?: string | null;
  /** The item as it stood, of an action whose condition failed. */
  item?: any;
}

/** The reasons of a cancelled transaction; none for another failure. */
export function cancellationReasons(ctx: Pick<Context, 'result'>): CancellationReason[] {
  return ctx.result?.cancellationReasons ?? [];
}

/** Whether an action failed on its own condition. */
export function failedCondition(reason: CancellationReason | undefined): boolean {
  return !!reason && reason.type.startsWith('Condition');
}

/** Whether a transaction lost against another that was under way, so that repeating it may succeed. */
export function lostRace(ctx: Pick<Context, 'result'>): boolean {
  return cancellationReasons(ctx).some((reason) => reason.type === 'TransactionConflict');
}

/** A whole item as PutItem takes it: its key apart from its other attributes. */
export function put(stored: { pk: string; sk: string }) {
  const { pk, sk, ...attributes } = stored;
  return { key: typed({ pk, sk }), attributeValues: typed(attributes) };
}

/**
 * An update as UpdateItem takes it, from what is to be set: `update: settingOf({ status: 'PAID' })`.
 *
 * @param removed - attributes to take away.
 */
export function settingOf(changes: object, removed: string[] = []) {
  const { expression, names, values } = setting(changes, removed);
  return { expression, expressionNames: names, expressionValues: typed(values) };
}

/** The condition that an item is not there yet. */
export const isNew = { expression: 'attribute_not_exists(#pk)', expressionNames: { '#pk': 'pk' } };

/** The condition that an item is there. */
export const isThere = { expression: 'attribute_exists(#pk)', expressionNames: { '#pk': 'pk' } };

/** The condition that an attribute is still what was read, e.g. `isStill('version', 3)`. */
export function isStill(attribute: string, value: number) {
  return {
    expression: `#${attribute} = :read`,
    expressionNames: { [`#${attribute}`]: attribute },
    expressionValues: typed({ ':read': value }),
  };
}
