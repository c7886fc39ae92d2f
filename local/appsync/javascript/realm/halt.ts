import type { ResolverError } from '../types.ts';

/** Why an evaluation ended before its handler returned. */
export type Halt =
  | { readonly kind: 'error'; readonly error: ResolverError; readonly unauthorized?: boolean }
  | { readonly kind: 'earlyReturn'; readonly result: unknown; readonly skipTo: 'NEXT' | 'END' }
  /** A fault whose place in the code is to be named: a limit reached, an argument that a utility refuses. */
  | { readonly kind: 'fault'; readonly message: string };

const halts = new WeakMap<Error, Halt>();

/** Ends the evaluation. The code cannot catch it: APPSYNC_JS has no `try`. */
export function halt(reason: Halt): never {
  const carrier = new Error(reason.kind);
  halts.set(carrier, reason);
  throw carrier;
}

/** Ends the evaluation with an argument fault of a utility: `code.js:3:5: <message>`. */
export const fault = (message: string): never => halt({ kind: 'fault', message });

export const haltOf = (thrown: unknown): Halt | undefined =>
  thrown instanceof Error ? halts.get(thrown) : undefined;
