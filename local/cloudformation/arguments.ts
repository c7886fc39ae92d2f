import { TemplateError, type Place } from './place.ts';
import { noValue, type Scope } from './scope.ts';

/** What an intrinsic function is called with beside its argument. */
export interface Call {
  readonly scope: Scope;
  readonly place: Place;
  /** Resolves an inner value; may yield `noValue`. */
  resolve(value: unknown): unknown;
}

export function tuple(value: unknown, length: number, name: string, place: Place): unknown[] {
  if (Array.isArray(value) && value.length === length) return value;
  throw new TemplateError(place, `${name} takes a list of ${length}`);
}

export function list(value: unknown, name: string, place: Place): unknown[] {
  if (Array.isArray(value)) return value.filter((element) => element !== noValue);
  throw new TemplateError(place, `${name} takes a list, not ${JSON.stringify(value) ?? 'nothing'}`);
}

export function text(value: unknown, name: string, place: Place): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(place, `${name} takes text, not ${JSON.stringify(value) ?? 'nothing'}`);
}

/** Text, or a number or boolean as text. */
export function scalar(value: unknown, name: string, place: Place): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new TemplateError(place, `${name} takes text, not ${JSON.stringify(value) ?? 'nothing'}`);
}

/** A value with every number and boolean as the text that CloudFormation compares. */
export function textual(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(textual);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
