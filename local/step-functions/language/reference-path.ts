import { Fault } from './errors.ts';
import { isObject, type Json } from './json.ts';
import { compilePath } from './json-path.ts';

/**
 * Puts a result where `ResultPath` says: fields that are not there are made, one that is there is replaced.
 * Source: Amazon States Language, "Reference paths", "ResultPath".
 *
 * @throws Fault States.ResultPathMatchFailure when the path leads through something that has no fields
 */
export function putResult(input: Json, path: string | null | undefined, result: Json): Json {
  if (path === undefined || path === '$') return result;
  if (path === null) return input;
  const steps = compilePath(path).steps.map((step) =>
    step.kind === 'names' ? step.names[0]! : step.kind === 'indexes' ? step.indexes[0]! : '',
  );
  const put = (place: Json | undefined, at: number): Json => {
    if (at === steps.length) return result;
    const step = steps[at]!;
    if (typeof step === 'number') {
      if (!Array.isArray(place) || step < 0 || step >= place.length) throw mismatch(path, input);
      return place.with(step, put(place[step], at + 1));
    }
    if (place !== undefined && !isObject(place)) throw mismatch(path, input);
    return { ...place, [step]: put(place && Object.hasOwn(place, step) ? place[step] : undefined, at + 1) };
  };
  return put(input, 0);
}

// The wording is not established.
const mismatch = (path: string, input: Json) =>
  new Fault(
    'States.ResultPathMatchFailure',
    `Unable to apply the ReferencePath '${path}' to the input '${JSON.stringify(input)}'`,
  );

/** True for a path that can say where a result goes. */
export function isReferencePath(text: string): boolean {
  return /^\$(?!\$)/.test(text) && compilePath(text).definite && !text.includes('..');
}
