import { createContext, Script } from 'node:vm';
import { fault } from '../realm/halt.ts';
import { sizeLimit } from '../realm/limits.ts';
import { processorTime } from '../realm/processor-time.ts';
import { translatePattern, type TranslatedPattern } from './pattern.ts';

interface Compiled {
  readonly regex: RegExp;
  readonly cost: Pick<TranslatedPattern, 'quantifiers' | 'choices' | 'nested'>;
}

/** Characters that a pattern may have; a bound of this runtime. */
const patternLimit = 10_000;

/** Compiled patterns. Bounded, since patterns come from code and its callers. */
const compiled = new Map<string, Compiled>();

function compile(pattern: string): Compiled {
  const known = compiled.get(pattern);
  if (known) return known;
  if (pattern.length > patternLimit) return fault(`A pattern may have at most ${patternLimit} characters`);
  const { source, ignoreCase, ...cost } = translatePattern(pattern);
  let made: Compiled;
  try {
    made = { regex: new RegExp(source, ignoreCase ? 'giv' : 'gv'), cost };
  } catch (error) {
    return fault(`Invalid pattern: ${pattern} (${(error as Error).message})`);
  }
  if (compiled.size >= 500) compiled.clear();
  compiled.set(pattern, made);
  return made;
}

/** Steps below which a pattern's worst case on a text needs no watch. */
const carefreeSteps = 100_000;
/** How long one use of a pattern may take. */
const patienceMilliseconds = 100;

const watched = createContext({ run: () => undefined as unknown });
const runWatched = new Script('run()');

/** Runs a use of a pattern, with a watchdog where backtracking could take long. */
function bounded<T>(pattern: string, { cost }: Compiled, text: string, run: () => T): T {
  const { nested, quantifiers, choices } = cost;
  const steps = (text.length + 2) ** (quantifiers + (quantifiers > 0 ? 1 : 0)) * 2 ** choices;
  if (!nested && steps <= carefreeSteps) return run();
  watched.run = run;
  // Twice as long each time, or a starved process would begin anew for ever.
  for (let timeout = patienceMilliseconds; ; timeout *= 2) {
    const begun = processorTime();
    try {
      return runWatched.runInContext(watched, { timeout }) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      // A machine with much else to do lets time pass in which nothing of this ran.
      if (processorTime() - begun >= patienceMilliseconds / 2)
        return fault(`The pattern takes too long on this text: ${pattern}`);
    }
  }
}

/** `Pattern.matches`: whether the whole text matches. That the service asks for the whole is not established. */
export function javaMatches(pattern: string, text: string): boolean {
  const { regex, cost } = compile(pattern);
  const whole = new RegExp(`^(?:${regex.source})$`, regex.flags.replace('g', ''));
  return bounded(pattern, { regex, cost }, text, () => whole.test(text));
}

/**
 * `String.replaceFirst` and `replaceAll` of Java, which APPSYNC_JS's `replace` and `replaceAll` are: the pattern and
 * the replacement (`$1`, `${name}`, `\` before a literal character) are Java's.
 */
export function javaReplace(subject: string, pattern: unknown, replacement: unknown, all: boolean): string {
  if (typeof pattern !== 'string' || typeof replacement !== 'string')
    return fault('String.replace: expected a pattern and a replacement as strings');
  const use = compile(pattern);
  return bounded(pattern, use, subject, () => {
    let result = '';
    let from = 0;
    for (const match of subject.matchAll(use.regex)) {
      result += subject.slice(from, match.index) + expand(replacement, match);
      from = match.index + match[0].length;
      if (result.length > sizeLimit) return fault('A string exceeds the limit of 5 MB.');
      if (!all) break;
    }
    return result + subject.slice(from);
  });
}

/** The replacement for one match. */
function expand(replacement: string, match: RegExpExecArray): string {
  let text = '';
  for (let at = 0; at < replacement.length; at++) {
    const character = replacement[at]!;
    if (character === '\\') {
      text += replacement[++at] ?? fault('character to be escaped is missing');
      continue;
    }
    if (character !== '$') {
      text += character;
      continue;
    }
    const [reference, name, digit] =
      /^\$(?:\{([A-Za-z]\w*)\}|(\d))/.exec(replacement.slice(at, at + 64)) ?? [];
    if (reference === undefined) return fault('Illegal group reference');
    at += reference.length - 1;
    if (name !== undefined) {
      if (!match.groups || !(name in match.groups)) return fault(`No group with name {${name}}`);
      text += match.groups[name] ?? '';
      continue;
    }
    let group = Number(digit);
    if (group >= match.length) return fault(`No group ${group}`);
    // Further digits belong to the number as long as there is such a group.
    for (;;) {
      const next = Number.parseInt(replacement[at + 1] ?? '', 10);
      if (Number.isNaN(next) || group * 10 + next >= match.length) break;
      group = group * 10 + next;
      at++;
    }
    text += match[group] ?? '';
  }
  return text;
}
