import { unsupportedResult } from './errors.ts';
import { elementType, scalarType, type FieldKind } from './types.ts';

/** A value of a record: `{ stringValue: 'x' }`, `{ isNull: true }`. */
export type Field = Readonly<Record<string, unknown>>;

/** How numbers are to be returned. Source: RDS Data API reference, ResultSetOptions. */
export interface ResultSetOptions {
  readonly decimalReturnType?: 'STRING' | 'DOUBLE_OR_LONG';
  readonly longReturnType?: 'LONG' | 'STRING';
}

/** What a column's type is called, and whether its values are labels of an enumeration. */
export interface TypeName {
  readonly name: string;
  readonly isEnum: boolean;
}

/** Turns the text of a column's values into fields. */
export type ReadField = (text: string | null) => Field;

/**
 * The reader for a column, by its type. Times are in UTC, with three or six digits of fraction or none, as the service
 * gives them.
 *
 * @param typeName - of a type that is not built in.
 * @throws AwsError UnsupportedResultException: `The result contains the unsupported data type INTERVAL.`
 */
export function fieldReader(
  typeId: number,
  typeName: (id: number) => TypeName | undefined,
  options: ResultSetOptions,
): ReadField {
  const scalar = scalarType(typeId);
  if (scalar) return (text) => (text === null ? { isNull: true } : scalarField(scalar.kind, text, options));
  const element = elementType(typeId);
  if (element) {
    return (text) =>
      text === null ? { isNull: true } : { arrayValue: arrayField(element.kind, parseArray(text), options) };
  }
  const { name, isEnum } = typeName(typeId) ?? { name: String(typeId), isEnum: false };
  if (isEnum || textual.has(name))
    return (text) => (text === null ? { isNull: true } : { stringValue: text });
  throw unsupportedResult(`The result contains the unsupported data type ${name.toUpperCase()}.`);
}

/** Types of extensions whose values are given as text. */
const textual = new Set(['citext', 'vector']);

function scalarField(kind: FieldKind, text: string, options: ResultSetOptions): Field {
  switch (kind) {
    case 'boolean':
      return { booleanValue: text === 't' };
    case 'long':
      return options.longReturnType === 'STRING' ? { stringValue: text } : { longValue: Number(text) };
    case 'double':
      return { doubleValue: Number(text) };
    case 'decimal':
      if (options.decimalReturnType !== 'DOUBLE_OR_LONG') return { stringValue: text };
      return text.includes('.') ? { doubleValue: Number(text) } : { longValue: Number(text) };
    case 'blob':
      return { blobValue: Buffer.from(text.slice(2), 'hex').toString('base64') };
    case 'timestamp':
    case 'time':
      return { stringValue: inUtc(text) };
    case 'string':
      return { stringValue: text };
  }
}

/** `2026-09-17 17:08:20.8+00` becomes `2026-09-17 17:08:20.800`. */
function inUtc(text: string): string {
  const [, whole, fraction, offset] =
    /^(.*?\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d(?::?\d\d){0,2})?$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const moved = offset === undefined || /^[+-]00$/.test(offset) ? whole : shifted(whole, offset);
  if (fraction === undefined) return moved;
  return `${moved}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, '0')}`;
}

function shifted(whole: string, offset: string): string {
  const [hours = '0', minutes = '0', seconds = '0'] = offset.slice(1).split(':');
  const ahead =
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * (offset[0] === '-' ? -1 : 1);
  const at = Date.parse(`${whole.replace(' ', 'T')}Z`);
  return new Date(at - ahead * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function arrayField(kind: FieldKind, values: readonly (string | null)[], options: ResultSetOptions): object {
  const member =
    { boolean: 'booleanValues', long: 'longValues', double: 'doubleValues' }[kind as string] ??
    'stringValues';
  return {
    [member]: values.map((text) => {
      if (text === null) return null;
      return Object.values(scalarField(kind, text, kind === 'long' ? {} : options))[0] ?? null;
    }),
  };
}

/** The elements of `{1,NULL,"a b"}`. @throws AwsError UnsupportedResultException for an array of arrays. */
export function parseArray(text: string): (string | null)[] {
  // Bounds that do not begin at one stand before the braces.
  const body = text.slice(text.indexOf('{') + 1, -1);
  const values: (string | null)[] = [];
  const element = /"((?:[^"\\]|\\[^])*)"|([^,{}"]+)|(\{)/g;
  for (const [, quoted, bare, nested] of body.matchAll(element)) {
    // The wording for arrays of arrays is not established.
    if (nested) throw unsupportedResult('The result contains a multidimensional array.');
    values.push(quoted !== undefined ? quoted.replace(/\\([^])/g, '$1') : bare === 'NULL' ? null : bare!);
  }
  return values;
}
