import { GraphQLError, Kind, valueFromASTUntyped, type GraphQLScalarType } from 'graphql';

/** How one AppSync scalar checks a value on its way in and out (Developer Guide, "Scalar types in AWS AppSync"). */
interface ScalarRule {
  /** Ends the sentence "Unable to parse `x` as a valid …". */
  readonly noun: string;
  accepts(value: unknown): boolean;
}

const offset = '(?:Z|[+-](?:0\\d|1[0-8]):[0-5]\\d(?::[0-5]\\d)?)';
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?';
const datePattern = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})${offset}?$`);
const timePattern = new RegExp(`^${time}${offset}?$`);
const dateTimePattern = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})T${time}${offset}$`);
const emailPattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const v4Pattern = new RegExp(`^${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?\\d))?$`);

const text = (test: (value: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && test(value);

const rules: Record<string, ScalarRule> = {
  AWSDate: { noun: 'Date', accepts: text((value) => calendarDay(datePattern.exec(value)?.[1])) },
  AWSTime: { noun: 'Time', accepts: text((value) => timePattern.test(value)) },
  AWSDateTime: {
    noun: 'DateTime Object',
    accepts: text((value) => calendarDay(dateTimePattern.exec(value)?.[1])),
  },
  AWSTimestamp: { noun: 'timestamp', accepts: (value) => Number.isSafeInteger(value) },
  AWSEmail: { noun: 'email', accepts: text((value) => emailPattern.test(value)) },
  AWSPhone: { noun: 'phone number', accepts: text(phoneNumber) },
  AWSURL: { noun: 'URL', accepts: text(url) },
  AWSIPAddress: { noun: 'IP Address', accepts: text(ipAddress) },
  Long: { noun: 'Long', accepts: (value) => Number.isSafeInteger(value) },
};

function calendarDay(day: string | undefined): boolean {
  if (day === undefined) return false;
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

/** Digits with spaces or hyphens; without a country code it is read as North American (ten digits, or eleven with 1). */
function phoneNumber(value: string): boolean {
  if (!/^\+?[\d\s().-]+$/.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  if (value.startsWith('+')) return digits.length >= 7 && digits.length <= 15;
  return digits.length === 10 || (digits.length === 11 && digits.startsWith('1'));
}

function url(value: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)) return false;
  try {
    return !new URL(value).pathname.replace(/^\/\//, '/').includes('//');
  } catch {
    return false;
  }
}

function ipAddress(value: string): boolean {
  if (v4Pattern.test(value)) return true;
  const [address = '', bits, rest] = value.split('/');
  if (rest !== undefined || !address.includes(':')) return false;
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= 128)) return false;
  try {
    return new URL(`http://[${address}]/`).hostname.length > 0;
  } catch {
    return false;
  }
}

/** Gives the AppSync scalars of a built schema their rules. Other custom scalars are refused by `buildApiSchema`. */
export function equipScalar(scalar: GraphQLScalarType): void {
  if (scalar.name === 'AWSJSON') return equipJson(scalar);
  const rule = rules[scalar.name];
  if (!rule) return;
  const parse = (value: unknown): unknown => {
    if (!rule.accepts(value))
      throw new GraphQLError(`Unable to parse \`${shown(value)}\` as a valid ${rule.noun}.`);
    return value;
  };
  scalar.parseValue = parse;
  scalar.parseLiteral = (node) =>
    parse(node.kind === Kind.INT ? Number(node.value) : valueFromASTUntyped(node));
  scalar.serialize = (value) => {
    const given = rule === rules.AWSTimestamp || rule === rules.Long ? numeric(value) : value;
    if (!rule.accepts(given)) {
      throw new GraphQLError(`Unable to serialize \`${shown(value)}\` as a valid ${rule.noun}.`);
    }
    return given;
  };
}

function numeric(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
}

/** A JSON-encoded string outside, its value inside; on the way out always a string, whatever the resolver returned. */
function equipJson(scalar: GraphQLScalarType): void {
  const parse = (value: unknown): unknown => {
    if (typeof value === 'string') {
      try {
        return JSON.parse(value);
      } catch {
        // Falls through to the refusal.
      }
    }
    throw new GraphQLError(`Unable to parse \`${shown(value)}\` as valid JSON.`);
  };
  scalar.parseValue = parse;
  scalar.parseLiteral = (node) => parse(node.kind === Kind.STRING ? node.value : undefined);
  scalar.serialize = (value) => JSON.stringify(value);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
