import { fields } from '../../infra/api/fields.ts';
import type { HandlerContext } from './context.ts';
import { evaluate, type Raised } from './evaluate.ts';

/** What a data source answers: a result, or with it an error. */
export type Answer = Pick<HandlerContext, 'result' | 'error'>;

/** One call of a data source. */
export interface Call {
  /** The step that made it, e.g. `readCart`; the field's own name for a unit resolver. */
  readonly step: string;
  readonly request: any;
}

export interface Walk {
  readonly calls: readonly Call[];
  readonly result: any;
  readonly error: Raised | undefined;
  readonly stash: Record<string, any>;
}

/**
 * Walks a field's resolver from end to end, handler by handler, with the test in the data source's place. A request
 * without an operation is a step that returned early: its data source is not called.
 *
 * @param answer - what the data source answers; called once for each call, in order.
 * @example
 * const { calls, result } = await walk('Query.cart', customer('ada'), ({ step }) =>
 *   step === 'readCart' ? { result: cart({ 'MUG-RED': 1 }) } : batch(variant()));
 */
export async function walk(
  field: keyof typeof fields & string,
  said: HandlerContext,
  answer: (call: Call, index: number) => Answer,
): Promise<Walk> {
  const resolver = fields[field]!;
  const [parentTypeName, fieldName] = field.split('.');
  const context = { ...said, info: { ...said.info, parentTypeName, fieldName } };
  const calls: Call[] = [];
  let stash = context.stash;
  let previous: unknown = null;
  let skipsToEnd = false;

  const run = async (name: string, step: string, after: boolean): Promise<Raised | undefined> => {
    const asked = await evaluate(name, 'request', { ...context, stash, prev: { result: previous } });
    stash = asked.stash;
    if (asked.error) return asked.error;
    if (!asked.result?.operation) {
      previous = asked.result;
      skipsToEnd = asked.skipsToEnd;
      return undefined;
    }
    const call = { step, request: asked.result };
    calls.push(call);
    const got = await evaluate(name, 'response', {
      ...context,
      stash,
      prev: { result: after ? previous : null },
      ...answer(call, calls.length - 1),
    });
    stash = got.stash;
    previous = got.result;
    return got.error;
  };

  if (resolver.kind === 'unit') {
    const error = await run(field, field, false);
    return { calls, result: error ? undefined : previous, error, stash };
  }
  const before = await evaluate(field, 'request', { ...context, stash });
  stash = before.stash;
  if (before.error) return { calls, result: undefined, error: before.error, stash };
  previous = before.result;
  for (const step of resolver.steps.map((each) => each.split(':')[1]!)) {
    const error = await run(`steps/${step}`, step, true);
    if (error) return { calls, result: undefined, error, stash };
    if (skipsToEnd) break;
  }
  const last = await evaluate(field, 'response', { ...context, stash, result: previous });
  return { calls, result: last.result, error: last.error, stash: last.stash };
}

/** What BatchGetItem answers: the items in the order of the keys, null for one that is not there. */
export function batch(...items: (object | null)[]): Answer {
  return { result: { data: { 'shop-table': items }, unprocessedKeys: { 'shop-table': [] } } };
}

/** What Query answers. */
export function page(items: object[], nextToken: string | null = null): Answer {
  return { result: { items, nextToken, scannedCount: items.length } };
}
