import { invalid, missing } from './errors.ts';

/** A request as it came: in the query protocol every value is a text. */
export type Input = Readonly<Record<string, unknown>>;

/** @throws AwsError MissingParameter, InvalidParameterValue: so do the others here. */
export function textOf(input: Input, name: string): string {
  const value = input[name];
  if (value === undefined || value === null || value === '') throw missing(name);
  return String(value as string);
}

export const optionalText = (input: Input, name: string): string | undefined =>
  isGiven(input[name]) ? String(input[name] as string) : undefined;

export function numberOf(input: Input, name: string): number {
  const value = optionalNumber(input, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalNumber(input: Input, name: string): number | undefined {
  if (!isGiven(input[name])) return undefined;
  const value = Number(input[name]);
  if (Number.isFinite(value)) return value;
  throw invalid(`The parameter ${name} must be a number.`);
}

export const flagOf = (input: Input, name: string, otherwise: boolean): boolean =>
  isGiven(input[name]) ? String(input[name] as string) === 'true' : otherwise;

/** A moment in milliseconds: text in ISO 8601, or seconds since the epoch. */
export function momentOf(input: Input, name: string): number | undefined {
  const value = input[name];
  if (!isGiven(value)) return undefined;
  const moment = value instanceof Date ? value.getTime() : momentIn(value);
  if (Number.isFinite(moment)) return moment;
  throw invalid(`The parameter ${name} must be a timestamp.`);
}

const momentIn = (value: unknown): number =>
  typeof value === 'number' ? value * 1000 : Date.parse(String(value as string));

export function listOf(input: Input, name: string): readonly Input[] {
  const value = input[name];
  if (!isGiven(value)) return [];
  if (Array.isArray(value)) return value as Input[];
  throw invalid(`The parameter ${name} must be a list.`);
}

export const textsOf = (input: Input, name: string): readonly string[] =>
  (listOf(input, name) as readonly unknown[]).map((value) => String(value as string));

/** Most dimensions of a metric (API Reference, Metric). */
const mostDimensions = 30;

/** `[{ Name, Value }]` as a map. */
export function dimensionsOf(input: Input, name = 'Dimensions'): Record<string, string> {
  const given = listOf(input, name);
  if (given.length > mostDimensions)
    throw invalid(`The parameter ${name} must not have more than ${mostDimensions}.`);
  return Object.fromEntries(given.map((each) => [textOf(each, 'Name'), textOf(each, 'Value')]));
}

/** The other way round. */
export const dimensionList = (dimensions: Readonly<Record<string, string>>) =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
