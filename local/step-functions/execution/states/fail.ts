import { runtimeFault } from '../../language/errors.ts';
import { compileExpression, evaluateExpression } from '../../language/intrinsics.ts';
import { evaluateAs } from '../../language/jsonata.ts';
import { FinalError, type Leaving } from '../leaving.ts';
import { scopeOf, type Visiting } from '../thread.ts';

/** Ends with an error. */
export async function fail(visiting: Visiting): Promise<Leaving> {
  throw new FinalError(await textOf(visiting, 'Error'), await textOf(visiting, 'Cause'));
}

async function textOf(visiting: Visiting, field: 'Error' | 'Cause'): Promise<string | undefined> {
  const { state, jsonata } = visiting;
  const [literal, path] = [state[field], state[`${field}Path`]];
  if (path !== undefined) {
    const value = evaluateExpression(compileExpression(path), `${field}Path`, scopeOf(visiting));
    if (typeof value === 'string') return value;
    throw runtimeFault(`The ${field}Path '${path}' does not reference a string`);
  }
  if (literal === undefined || !jsonata) return literal;
  return evaluateAs<string>('string', literal, field, scopeOf(visiting));
}
