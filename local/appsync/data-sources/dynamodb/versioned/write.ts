import { AwsError } from '../../../../core/aws-error.ts';
import type { DataSourceAnswer } from '../../../execution/resolve.ts';
import { expressionParts, type ExpressionParts } from '../expressions.ts';
import { failure } from '../failure.ts';
import type { OperationCall, Versions } from '../operation.ts';
import { fromItem, toAttributeValues } from '../values.ts';
import { recordChange } from './delta.ts';
import { automerge } from './merge.ts';
import {
  expiry,
  isMetadata,
  metadataFields,
  refuseMetadata,
  versionOf,
  withoutMetadata,
} from './metadata.ts';
import { previewUpdate, type Item } from './preview.ts';

/** A write to one item of a versioned data source. */
interface Write {
  readonly key: Item;
  /** The item if the write went through; null for a deletion. */
  preview(stored: Item | undefined): Item | null;
  /** Writes the next version when the stored one is still there, and answers the item as it is then. */
  apply(stored: Item | undefined): Promise<Item | null>;
}

/** What a write came to: the item as it is now, null when there was none, or why it was refused. */
type Outcome = { readonly item: Item | null } | { readonly refused: DataSourceAnswer };

/** How often a write is tried while others write the same item. The service's number is not established. */
const mostAttempts = 10;

export function versionedPut(call: OperationCall, versions: Versions): Promise<DataSourceAnswer> {
  const { request } = call;
  const key = toAttributeValues(request.key, '$[key]') as Item;
  const values = toAttributeValues(request.attributeValues ?? {}, '$[attributeValues]') as Item;
  refuseMetadata(Object.keys(values));
  const item = { ...values, ...key };
  return write(call, versions, {
    key,
    preview: () => item,
    apply: (stored) => replace(call, versions, item, stored),
  });
}

export function versionedUpdate(call: OperationCall, versions: Versions): Promise<DataSourceAnswer> {
  const { request, table, send } = call;
  const key = toAttributeValues(request.key, '$[key]') as Item;
  const parts = expressionParts();
  const expression = parts.add(request.update, '$[update]') ?? '';
  const { names, values } = parts.all();
  refuseMetadata([...Object.values(names), ...(expression.match(/(?<![#:\w])_\w+/g) ?? [])]);
  return write(call, versions, {
    key,
    preview: (stored) => previewUpdate(stored ?? key, expression, { names, values } as any),
    async apply(stored) {
      const own = expressionParts();
      const update = own.add(request.update, '$[update]') ?? '';
      const next = stamp(versions, stored);
      for (const field of metadataFields) own.name(`#${field}`, field);
      own.value(':_next', next['_version']!);
      own.value(':_now', next['_lastChangedAt']!);
      // What was deleted is there again once it is written.
      const set = withClause(update, 'SET', '#_version = :_next, #_lastChangedAt = :_now');
      const { Attributes } = await send('UpdateItem', {
        TableName: table,
        Key: key,
        UpdateExpression: withClause(set, 'REMOVE', '#_deleted, #_ttl'),
        ConditionExpression: condition(request, own, stored),
        ReturnValues: 'ALL_NEW',
        ...own.members(),
      });
      return Attributes as Item;
    },
  });
}

export function versionedDelete(call: OperationCall, versions: Versions): Promise<DataSourceAnswer> {
  const { request, table, send } = call;
  const key = toAttributeValues(request.key, '$[key]') as Item;
  return write(call, versions, {
    key,
    preview: () => null,
    async apply(stored) {
      if (!stored) return null;
      const { baseTableTtl } = versions.config;
      const tombstone: Item = { ...stored, ...stamp(versions, stored), _deleted: { BOOL: true } };
      const parts = expressionParts();
      if (baseTableTtl === 0) {
        await send('DeleteItem', {
          TableName: table,
          Key: key,
          ConditionExpression: condition(request, parts, stored),
          ...parts.members(),
        });
        return tombstone;
      }
      const kept = { ...tombstone, _ttl: { N: expiry(versions.now(), baseTableTtl) } };
      await send('PutItem', {
        TableName: table,
        Item: kept,
        ConditionExpression: condition(request, parts, stored),
        ...parts.members(),
      });
      return kept;
    },
  });
}

/**
 * Reads the item, looks whether the client knew it (Developer Guide, "Conflict detection and resolution"), writes the
 * next version and records the change. Starts anew when another write came in between.
 */
async function write(call: OperationCall, versions: Versions, one: Write): Promise<DataSourceAnswer> {
  const { strategy } = versions;
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const stored = await readStored(call, one.key);
    const conflict =
      strategy?.detection === 'VERSION' &&
      stored !== undefined &&
      Number(call.request._version ?? -1) !== versionOf(stored);
    let outcome: Outcome;
    try {
      outcome = conflict ? await resolve(call, versions, one, stored) : { item: await one.apply(stored) };
    } catch (error) {
      if (!(error instanceof AwsError && error.name === 'ConditionalCheckFailedException')) throw error;
      const now = await readStored(call, one.key);
      // The version is what it was: the resolver's own condition has failed.
      if (versionOf(now) === versionOf(stored)) return failure(error, call.requestId, fromItem(now));
      continue;
    }
    if ('refused' in outcome) return outcome.refused;
    return outcome.item ? record(call, versions, outcome.item) : { result: null };
  }
  return refusal('MaxConflicts', 'Max retry attempts were reached for conflict resolution.', null);
}

async function record(call: OperationCall, versions: Versions, item: Item): Promise<DataSourceAnswer> {
  const result = fromItem(item);
  try {
    await recordChange(call, versions, item);
    return { result };
  } catch {
    return refusal('DeltaSyncWriteError', 'Failed to write delta sync record.', result);
  }
}

/** What the conflict handler makes of a write that comes too late. */
async function resolve(call: OperationCall, versions: Versions, one: Write, stored: Item): Promise<Outcome> {
  const current = fromItem(stored);
  const rejected = { refused: refusal('ConflictUnhandled', 'Conflict resolver rejects mutation.', current) };
  const preview = one.preview(stored);
  const { handler, lambdaArn } = versions.strategy!;
  if (handler === 'AUTOMERGE') {
    // Of a deletion nothing can be merged.
    if (!preview) return rejected;
    const merged = automerge(stored, withoutMetadata(preview));
    const item = { ...withoutMetadata(merged), ...one.key };
    return { item: await replace(call, versions, item, stored) };
  }
  if (handler !== 'LAMBDA') return rejected;
  const answer = await versions
    .judge(lambdaArn!, preview && fromItem(withoutMetadata(preview)), current)
    .catch(() => undefined);
  if (answer?.action === 'REJECT') return rejected;
  if (answer?.action === 'REMOVE' && !preview) return { item: await one.apply(stored) };
  if (answer?.action === 'RESOLVE' && preview && isRecord(answer.item)) {
    const chosen = Object.entries(answer.item).filter(([name]) => !isMetadata(name));
    const item = Object.fromEntries(chosen.map(([name, value]) => [name, typed(value)]));
    return { item: await replace(call, versions, { ...item, ...one.key }, stored) };
  }
  // The wording is not established.
  return { refused: refusal('ConflictError', 'The conflict handler did not answer as it should.', current) };
}

/** Puts an item in the place of the stored version, as the next one. */
async function replace(
  { request, table, send }: OperationCall,
  versions: Versions,
  item: Item,
  stored: Item | undefined,
): Promise<Item> {
  const parts = expressionParts();
  const next = { ...item, ...stamp(versions, stored) };
  await send('PutItem', {
    TableName: table,
    Item: next,
    ConditionExpression: condition(request, parts, stored),
    ...parts.members(),
  });
  return next;
}

async function readStored({ table, send }: OperationCall, key: Item): Promise<Item | undefined> {
  const { Item: stored } = await send('GetItem', { TableName: table, Key: key, ConsistentRead: true });
  return stored as Item | undefined;
}

function stamp(versions: Versions, stored: Item | undefined): Item {
  return {
    _version: { N: String(versionOf(stored) + 1) },
    _lastChangedAt: { N: String(versions.now()) },
  };
}

/** The resolver's condition, and that the version is still the one that was read. */
function condition(request: Record<string, any>, parts: ExpressionParts, stored: Item | undefined): string {
  const own = parts.add(request.condition, '$[condition]');
  parts.name('#_version', '_version');
  let unchanged = 'attribute_not_exists(#_version)';
  if (stored?.['_version']) {
    parts.value(':_former', stored['_version']);
    unchanged = '#_version = :_former';
  }
  return own === undefined ? unchanged : `(${own}) AND ${unchanged}`;
}

/** An update with more in one of its clauses, which may stand only once. */
function withClause(update: string, clause: 'SET' | 'REMOVE', more: string): string {
  const there = new RegExp(`(?<![#:\\w.])${clause}\\s`, 'i');
  return there.test(update)
    ? update.replace(there, () => `${clause} ${more}, `)
    : `${update} ${clause} ${more}`.trim();
}

const refusal = (type: string, message: string, result: unknown): DataSourceAnswer => ({
  result,
  error: { type, message },
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A plain value of a function's answer as DynamoDB writes it. */
function typed(value: unknown): Record<string, any> {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    default:
      if (Array.isArray(value)) return { L: value.map(typed) };
      if (!isRecord(value)) return { NULL: true };
      return { M: Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typed(each)])) };
  }
}
