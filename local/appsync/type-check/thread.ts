import { Worker } from 'node:worker_threads';
import { createCache } from '../cache.ts';
import type { Clock } from '../../core/clock.ts';
import { codeFileName } from '../javascript/refusal.ts';
import type { CodeError } from '../javascript/types.ts';

/** Says what TypeScript finds in APPSYNC_JS code. */
export interface TypeChecker {
  /** The errors in the form of the service, `code.js(16,36): error TS2551: …`; none where TypeScript is not there. */
  check(code: string): Promise<readonly CodeError[]>;
  close(): Promise<void>;
}

interface Fault {
  readonly number: number;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly span: number;
}

const threadUrl = new URL('./type-checker.mjs', import.meta.url);
/** Longest that code may take to be checked, in milliseconds: types can be written that never end. */
const timeLimit = 20_000;

/** Makes a checker. Its thread begins with the first check and is ended when one takes too long. */
export function createTypeChecker(clock: Clock): TypeChecker {
  const known = createCache<readonly CodeError[]>(200);
  const waiting = new Map<number, (faults: readonly Fault[]) => void>();
  let worker: Worker | undefined;
  let last = 0;

  const end = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    for (const settle of waiting.values()) settle([]);
    waiting.clear();
    await ending?.terminate();
  };
  const begin = (): Worker => {
    const begun = new Worker(threadUrl, {
      workerData: { fileName: codeFileName },
      execArgv: [],
      stdin: false,
    });
    begun.unref();
    begun.on('error', () => void end());
    begun.on('message', ({ id, faults }: { id: number; faults: readonly Fault[] }) => {
      waiting.get(id)?.(faults);
      waiting.delete(id);
      if (waiting.size === 0) begun.unref();
    });
    return begun;
  };

  return {
    async check(code) {
      const found = known.get(code);
      if (found) return found;
      worker ??= begin();
      worker.ref();
      const id = ++last;
      const cancel = clock.after(timeLimit, () => void end());
      const faults = await new Promise<readonly Fault[]>((resolve) => {
        waiting.set(id, resolve);
        worker!.postMessage({ id, code });
      });
      cancel();
      const errors = faults.map(asCodeError);
      known.set(code, errors);
      return errors;
    },
    close: end,
  };
}

function asCodeError({ number, text, line, column, span }: Fault): CodeError {
  return {
    errorType: 'PARSE_ERROR',
    value: `${codeFileName}(${line},${column}): error TS${number}: ${text}`,
    location: { line, column, span },
  };
}

/**
 * Both kinds of errors in the order of the text. What the own rules say in place of TypeScript is left out where it has
 * said it itself.
 */
export function withTypeErrors(types: readonly CodeError[], own: readonly CodeError[]): readonly CodeError[] {
  if (types.length === 0) return own;
  const said = new Set(types.map(({ location }) => `${location.line}:${location.column}`));
  const unreadable = types.some(({ value }) => /: error TS1\d{3}: /.test(value));
  const others = own.filter(({ errorType, value, location }) => {
    if (errorType !== 'PARSE_ERROR') return true;
    if (unreadable && !/: error TS/.test(value)) return false;
    return !said.has(`${location.line}:${location.column}`);
  });
  return [...types, ...others].sort(
    ({ location: a }, { location: b }) => a.line - b.line || a.column - b.column,
  );
}
