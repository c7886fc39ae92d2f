import { badRequest, validation } from './errors.ts';
import { bindNames, isMultiple } from './sql.ts';
import type { Statement } from './thread.ts';
import { hintTypes, parameterTypes } from './types.ts';

/** A parameter as the API takes it: `{ name: 'id', value: { longValue: 1 } }`. */
export interface SqlParameter {
  readonly name?: string;
  readonly value?: Readonly<Record<string, unknown>>;
  readonly typeHint?: string;
}

interface Bound {
  readonly value: string | null;
  readonly type: number;
}

/**
 * A statement of a call, its names bound. Values never become part of the text.
 *
 * @throws AwsError ValidationException for several statements or an unknown type hint, BadRequestException for a name
 *   without a parameter (its wording is not established for Serverless v2).
 */
export function toStatement(sql: string, parameters: readonly SqlParameter[] = []): Statement {
  if (isMultiple(sql)) throw validation("Multistatements aren't supported.");
  const given = new Map(parameters.map((parameter) => [parameter.name ?? '', bound(parameter)]));
  const values: (string | null)[] = [];
  const types: number[] = [];
  const text = bindNames(sql, (name) => {
    const one = given.get(name);
    if (!one) {
      if (/^\d+$/.test(name)) return false;
      throw badRequest(`Cannot find parameter: ${name}`);
    }
    values.push(one.value);
    types.push(one.type);
    return true;
  });
  return { text, values, types };
}

function bound({ name, value = {}, typeHint }: SqlParameter): Bound {
  const hinted = typeHint === undefined ? undefined : hintTypes[typeHint];
  if (typeHint !== undefined && hinted === undefined) {
    throw validation(
      `Value '${typeHint}' at 'parameters.typeHint' failed to satisfy constraint: Member must satisfy enum value set: [${Object.keys(hintTypes).join(', ')}]`,
    );
  }
  const members = Object.keys(value).filter(
    (member) => value[member] !== undefined && value[member] !== null,
  );
  const member = members[0];
  if (members.length > 1) throw validation(`Parameter ${name} must have exactly one value.`);
  if (member === undefined || (member === 'isNull' && value['isNull'] === true)) {
    return { value: null, type: hinted ?? parameterTypes.isNull };
  }
  if (member === 'arrayValue') throw badRequest('Array parameters are not supported.');
  const type = Object.hasOwn(parameterTypes, member)
    ? parameterTypes[member as keyof typeof parameterTypes]
    : undefined;
  if (type === undefined || member === 'isNull') throw validation(`Parameter ${name} has no value.`);
  return { value: textOf(member, value[member]), type: hinted ?? type };
}

function textOf(member: string, held: unknown): string {
  if (member !== 'blobValue') return String(held);
  return `\\x${Buffer.from(String(held), 'base64').toString('hex')}`;
}
