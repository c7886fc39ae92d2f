import { haltOf } from '../javascript/realm/halt.ts';
import { openSession, type SessionHolder } from '../javascript/session.ts';
import type { CompiledCode, Evaluation, HandlerContext, RuntimeEnvironment } from '../javascript/types.ts';
import { RequestFault } from '../execution/resolve.ts';
import { templateContext } from './context.ts';
import { evaluateTemplate, Returned } from './evaluate.ts';
import { parseTransformed } from './json.ts';
import { createLibrary } from './library.ts';
import { openMeter } from './meter.ts';
import type { Node } from './syntax-tree.ts';
import { parseTemplate, TemplateFault } from './template.ts';
import { toPlain, type Value } from './values.ts';

export { TemplateFault } from './template.ts';

/** A resolver's or function's mapping templates. */
export interface Templates {
  readonly request: string;
  readonly response: string;
}

/**
 * What stands for a template that is left out, as the Developer Guide has it for direct Lambda resolvers: the whole
 * context goes in, an error or the result comes out.
 */
export const defaultTemplates: Templates = {
  request: '{"version": "2018-05-29", "operation": "Invoke", "payload": $util.toJson($context)}',
  response:
    '#if($ctx.error)$util.error($ctx.error.message, $ctx.error.type, $ctx.result)#end$util.toJson($ctx.result)',
};

/**
 * Makes mapping templates callable in the way of handlers: each writes JSON text, which is the request or the result.
 * One that cannot be read is deployed all the same, and fails its field whenever it is evaluated.
 *
 * @param onFault - told of each that cannot be read.
 * @throws TemplateFault for a template of more than 64 KB.
 * @example
 * const code = compileTemplates({ request: '{"version": "2018-05-29", "payload": 1}', response: '$util.toJson($ctx.result)' }, environment);
 * code.evaluate('request', context).result; // { version: '2018-05-29', payload: 1 }
 */
export function compileTemplates(
  templates: Templates,
  environment: RuntimeEnvironment,
  onFault: (fault: TemplateFault) => void = () => {},
): CompiledCode {
  const parsed = {
    request: readable('request', templates.request, onFault),
    response: readable('response', templates.response, onFault),
  };
  return {
    templates: true,
    evaluate: (handler, context) => run(parsed[handler], handler, context, environment).evaluation,
  };
}

/** In bytes (General Reference, "AWS AppSync endpoints and quotas"). */
const largestTemplate = 64 * 1024;

/** The nodes of a template, or why it has none. */
type Parsed = readonly Node[] | TemplateFault;

function readable(
  which: 'request' | 'response',
  text: string,
  onFault: (fault: TemplateFault) => void,
): Parsed {
  if (Buffer.byteLength(text) > largestTemplate)
    throw new TemplateFault(`The ${which} mapping template is larger than 64 KB.`);
  try {
    return parseTemplate(text);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    onFault(new TemplateFault(`The ${which} mapping template: ${error.message}`));
    return error;
  }
}

/** Evaluates the text of a template. @throws TemplateFault for one that cannot be read. */
export const evaluateText = (text: string, context: HandlerContext, environment: RuntimeEnvironment) =>
  run(parseTemplate(text), 'request', context, environment);

/**
 * Evaluates one template.
 * @returns what the field makes of it, and the text as it was written unless it was ended by an error.
 */
function run(
  nodes: Parsed,
  handler: 'request' | 'response',
  context: HandlerContext,
  environment: RuntimeEnvironment,
): { readonly evaluation: Evaluation; readonly text?: string } {
  const meter = openMeter();
  const own = openSession(environment, context, 'template');
  const session: SessionHolder = { current: own };
  let stash = context.stash;
  let text: string | undefined;
  let outcome: Pick<Evaluation, 'result' | 'error' | 'earlyReturn'>;
  try {
    if (nodes instanceof TemplateFault) throw nodes;
    const { util, extensions } = createLibrary(session, meter);
    const ctx = templateContext(context, meter);
    const variables = new Map<string, Value>([
      ['context', ctx],
      ['ctx', ctx],
      ['util', util],
      ['utils', util],
      ['extensions', extensions],
    ]);
    const written = evaluateTemplate(nodes, { meter, variables, context: ctx });
    stash = toPlain(ctx.get('stash') ?? new Map(), meter) as Record<string, unknown>;
    if (written instanceof Returned) {
      const result = returned(toPlain(written.value, meter));
      text = JSON.stringify(result);
      outcome = { result, earlyReturn: { skipTo: 'NEXT' } };
    } else {
      text = written;
      outcome = { result: parseTransformed(written, handler) };
    }
  } catch (thrown) {
    outcome = { result: null, error: errorOf(thrown) };
  }
  const { appendedErrors, logs, responseHeaders, invalidations, cacheEvictions } = own;
  const { subscriptionFilter, subscriptionInvalidationFilter } = own;
  const evaluation: Evaluation = {
    operations: meter.spent,
    ...outcome,
    appendedErrors,
    stash,
    logs,
    responseHeaders,
    subscriptionFilter,
    subscriptionInvalidationFilter,
    invalidations,
    cacheEvictions,
  };
  return { evaluation, text };
}

/** What `#return` gives is a value, or the JSON text of one (`#return($util.toJson($map))`). */
function returned(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The type of a fault within a template is that of requests that make no sense; its text is not established. */
function errorOf(thrown: unknown): NonNullable<Evaluation['error']> {
  const halt = haltOf(thrown);
  if (halt?.kind === 'error') {
    return { ...halt.error, ...(halt.unauthorized ? { unauthorized: true } : {}) };
  }
  const message =
    halt?.kind === 'fault' ? halt.message : thrown instanceof Error ? thrown.message : String(thrown);
  const errorType = thrown instanceof RequestFault ? thrown.errorType : 'MappingTemplate';
  return { message, errorType, data: null, errorInfo: null };
}
