import { createCache } from '../cache.ts';
import { callable, prepare, type Prepared } from './evaluate.ts';
import { parse } from './parse.ts';
import { codeRefusal } from './refusal.ts';
import { refusalsOf, sizeErrors } from './rules/index.ts';
import type { CodeError, Compile } from './types.ts';

export { isCodeRefusal } from './refusal.ts';

/**
 * Compiles APPSYNC_JS code: refuses what AppSync refuses to create, with every error found, and prepares the rest
 * to be called in-process, synchronously and within the service's limits.
 *
 * @param code - an ES module of at most 32,768 characters that exports `request` and `response`.
 * @throws CodeRefusal with `codeErrors`, located from line 1 and column 1.
 * @example
 * const code = compile(bundle, { now: Date.now, uuid: randomUUID, random: Math.random });
 * const { result, error } = code.evaluate('request', context);
 */
export const compile: Compile = (code, environment, options) => {
  const key = `${options?.fileName ?? ''}\n${code}`;
  let known = prepared.get(key);
  if (!known) prepared.set(key, (known = prepareChecked(code, options?.fileName)));
  return callable(known, environment);
};

/** What every cloud of the process shares: one that starts anew, or changes one resolver, prepares only what is new. */
const prepared = createCache<Prepared>(500);

function prepareChecked(code: string, fileName?: string): Prepared {
  refuse(sizeErrors(code));
  const module = parse(code, fileName);
  refuse(refusalsOf(module));
  return prepare(module);
}

function refuse(errors: readonly CodeError[]): void {
  if (errors.length > 0) throw codeRefusal(errors);
}
