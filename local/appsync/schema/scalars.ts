import { GraphQLError, Kind, valueFromASTUntyped, type GraphQLScalarType } from 'graphql';
import { javaText } from './java-text.ts';

/**
 * How one AppSync scalar checks a value on its way in and out: Developer Guide, "Scalar types in AWS AppSync", and the
 * descriptions that the service gives them in introspection.
 */
interface ScalarRule {
  /**
   * Ends the sentence "Unable to parse `x` as a valid …". Those of date, date and time, timestamp and phone number are
   * captured from the service, the others follow them.
   */
  readonly noun: string;
  /** A second sentence. */
  readonly advice?: string;
  accepts(value: unknown): boolean;
}

const offset = '(?:Z|[+-](?:0\\d|1[0-8]):[0-5]\\d(?::[0-5]\\d)?)';
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?';
/** Years before 0000 have a minus. */
const day = '-?(\\d{4}-\\d{2}-\\d{2})';
const datePattern = new RegExp(`^${day}${offset}?$`);
const timePattern = new RegExp(`^${time}${offset}?$`);
const dateTimePattern = new RegExp(`^${day}T${time}${offset}$`);
const emailPattern =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const v4Pattern = new RegExp(`^${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?\\d))?$`);

const text = (test: (value: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && test(value);

/** Seconds of the first instant that Java knows, -1000000000-01-01T00:00Z, and of the first that it does not. */
const firstSecond = -31_557_014_167_219_200;
const secondsEnd = 31_556_889_864_403_200;

const rules: Record<string, ScalarRule> = {
  AWSDate: { noun: 'date', accepts: text((value) => calendarDay(datePattern.exec(value)?.[1])) },
  AWSTime: { noun: 'time', accepts: text((value) => timePattern.test(value)) },
  AWSDateTime: {
    noun: 'DateTime Object',
    accepts: text((value) => calendarDay(dateTimePattern.exec(value)?.[1])),
  },
  AWSTimestamp: {
    noun: 'timestamp',
    advice:
      "Ensure that the value provided is an Integer that lies within the limits specified in this scalar's description.",
    accepts: (value) =>
      Number.isInteger(value) && (value as number) >= firstSecond && (value as number) < secondsEnd,
  },
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

/** Area and exchange codes of North America begin with 2 to 9: the service refuses 111 000 4444. */
const northAmerican = /^1?[2-9]\d{2}[2-9]\d{6}$/;

/** Digits with spaces or hyphens; without a country code it is read as North American. */
function phoneNumber(value: string): boolean {
  if (!/^\+?[\d\s().-]+$/.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  if (!value.startsWith('+') || digits.startsWith('1')) return northAmerican.test(digits);
  return digits.length >= 7 && digits.length <= 15;
}

function url(value: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)) return false;
  try {
    return !new URL(value).pathname.includes('//');
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
  const refusal = (verb: 'parse' | 'serialize', value: unknown) =>
    new GraphQLError(
      `Unable to ${verb} \`${javaText(value)}\` as a valid ${rule.noun}.${rule.advice ? ` ${rule.advice}` : ''}`,
    );
  const parse = (value: unknown): unknown => {
    if (!rule.accepts(value)) throw refusal('parse', value);
    return value;
  };
  scalar.parseValue = parse;
  scalar.parseLiteral = (node) =>
    parse(node.kind === Kind.INT ? Number(node.value) : valueFromASTUntyped(node));
  scalar.serialize = (value) => {
    const given = rule === rules.AWSTimestamp || rule === rules.Long ? numeric(value) : value;
    if (!rule.accepts(given)) throw refusal('serialize', value);
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
    throw new GraphQLError(`Unable to parse \`${javaText(value)}\` as valid JSON.`);
  };
  scalar.parseValue = parse;
  scalar.parseLiteral = (node) => parse(node.kind === Kind.STRING ? node.value : undefined);
  scalar.serialize = (value) => JSON.stringify(value);
}
