/** One cell of the matrix: one request by one who asks, and what came of it. */
import { buildASTSchema, getNamedType, isLeafType, isObjectType, parse, type GraphQLField } from 'graphql';
import { readFileSync } from 'node:fs';
import type { Answer, Caller } from '../support/graphql.ts';

/**
 * - `yes`: the request was heard. A refusal that tells how a thing stands (it was changed, it has moved on) is told only
 *   to whoever may see the thing, and is a `yes`.
 * - `no`: refused at the door, before any resolver ran.
 * - `hidden`: answered as if there were no such thing.
 */
export type Verdict = 'yes' | 'no' | 'hidden';

const document = parse(readFileSync('schema.graphql', 'utf8'));
const awsTypes = parse(readFileSync('scripts/codegen/appsync.graphql', 'utf8'));
export const schema = buildASTSchema({
  ...document,
  definitions: [...awsTypes.definitions, ...document.definitions],
});

/** Errors of those who got through. */
const heard = ['AlreadyExists', 'VersionConflict', 'IllegalTransition', 'NotEnoughUnits', 'CartEmpty'];

/** Errors that say no more than that the caller has no such thing. */
const concealed = ['NotFound', 'UnknownSku', 'NotPurchased'];

export function verdictOf({ data, errors }: Answer): Verdict {
  const [error] = errors;
  const value = Object.values((data ?? {}) as object)[0] as unknown;
  if (!error) return value === null || value === undefined ? 'hidden' : 'yes';
  if (error.errorType === 'Unauthorized') return 'no';
  if (concealed.includes(error.errorType)) return 'hidden';
  if (heard.includes(error.errorType)) return 'yes';
  throw new Error(`The matrix asked in vain: ${JSON.stringify(errors)}`);
}

/** A field of a root type as the schema has it. */
export function rootField(name: string): GraphQLField<unknown, unknown> {
  const [root, field] = name.split('.') as [string, string];
  const type = schema.getType(root);
  const found = isObjectType(type) ? type.getFields()[field] : undefined;
  if (!found) throw new Error(`The schema has no ${name}.`);
  return found;
}

/**
 * An operation on a root field that takes all its arguments from variables.
 *
 * @param selection - what is asked below; by default the name of the type, so that the field's own door decides alone.
 */
export function operationOf(name: string, selection = '{ __typename }'): string {
  const [root, field] = name.split('.') as [string, string];
  const { args, type } = rootField(name);
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const below = isLeafType(getNamedType(type)) ? '' : selection;
  const head = `${root.toLowerCase()}${declared && ` Ask(${declared})`}`;
  return `${head} { ${field}${passed && `(${passed})`} ${below} }`;
}

/** Those who have an id of their own. */
export const personOf = (caller: Caller) =>
  typeof caller === 'object' && 'id' in caller ? caller : undefined;
