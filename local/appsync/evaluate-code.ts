import { AwsError } from '../core/aws-error.ts';
import { inTurn, newTurns } from './execution/turns.ts';
import { compile, isCodeRefusal } from './javascript/index.ts';
import { codeRefusal } from './javascript/refusal.ts';
import { withTypeErrors, type TypeChecker } from './type-check/thread.ts';
import type { CodeError, HandlerContext, RuntimeEnvironment } from './javascript/types.ts';

/** The answer to EvaluateCode, as the SDK reads it. */
export interface EvaluateCodeOutput {
  evaluationResult?: string;
  stash?: string;
  outErrors?: string;
  logs: string[];
  error?: { message: string; codeErrors?: readonly CodeError[] };
}

interface EvaluateCodeInput {
  readonly code: string;
  readonly context: string;
  readonly handler: 'request' | 'response';
}

/** The service's bounds, in characters (`@aws-sdk/client-appsync`). */
const bounds = { code: [1, 32_768], context: [2, 28_000], template: [2, 65_536] } as const;

/**
 * AppSync's `EvaluateCode` (`POST /v1/dataplane-evaluatecode`): runs one handler against a context, without data
 * sources. Faults of the code are part of a successful answer: `error.codeErrors` when it is refused,
 * `error.message` alone when the handler raised.
 *
 * @param body - `{ runtime: { name, runtimeVersion }, code, context, function? }`; `context` is JSON text, and
 *   `function` defaults to `request` (not established).
 * @throws AwsError BadRequestException when the request itself is invalid.
 */
export function evaluateCode(body: unknown, environment: RuntimeEnvironment): EvaluateCodeOutput {
  const { code, context, handler } = readInput(body);
  const given = readContext(context);
  try {
    const { result, error, stash, appendedErrors, logs } = compile(code, environment).evaluate(
      handler,
      given,
    );
    return {
      ...(error ? { error: { message: error.message } } : { evaluationResult: JSON.stringify(result) }),
      stash: JSON.stringify(stash),
      outErrors: JSON.stringify(appendedErrors),
      logs,
    };
  } catch (error) {
    if (!isCodeRefusal(error)) throw error;
    return { logs: [], error: { message: error.message, codeErrors: error.codeErrors } };
  }
}

/**
 * As `evaluateCode`, with the errors of TypeScript: the service checks types before anything else. Deployments do not
 * wait for that; here the one who asks has asked about the code.
 */
export async function evaluateCheckedCode(
  body: unknown,
  environment: RuntimeEnvironment,
  types: TypeChecker | undefined,
): Promise<EvaluateCodeOutput> {
  // In a turn of its own: between two that use up their time, everyone else is served.
  const evaluated = await inTurn(newTurns(), () => evaluateCode(body, environment));
  if (!types) return evaluated;
  const own = evaluated.error?.codeErrors ?? [];
  const codeErrors = withTypeErrors(await types.check((body as EvaluateCodeInput).code), own);
  if (codeErrors === own) return evaluated;
  return { logs: [], error: { message: codeRefusal([]).message, codeErrors } };
}

export const badRequest = (message: string): never => {
  throw new AwsError('BadRequestException', message, 400);
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readInput(body: unknown): EvaluateCodeInput {
  if (!isRecord(body)) return badRequest('The request body must be a JSON object.');
  const { runtime } = body;
  if (!isRecord(runtime) || runtime.name !== 'APPSYNC_JS' || runtime.runtimeVersion !== '1.0.0')
    return badRequest("The runtime must be { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' }.");
  const handler = body.function ?? 'request';
  if (handler !== 'request' && handler !== 'response')
    return badRequest("Invalid function: it must be 'request' or 'response'.");
  return { code: readText(body, 'code'), context: readText(body, 'context'), handler };
}

/** A text of a request, within the service's bounds. @throws AwsError BadRequestException. */
export function readText(body: Record<string, unknown>, name: keyof typeof bounds): string {
  const text = body[name];
  const [least, most] = bounds[name];
  if (typeof text !== 'string') return badRequest(`The ${name} must be a string.`);
  if (text.length < least || text.length > most)
    return badRequest(`The ${name} must have between ${least} and ${most} characters.`);
  return text;
}

/** A context as a caller writes it, completed with what a handler may rely on. */
export function readContext(text: string): HandlerContext {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return badRequest('The context is not valid JSON.');
  }
  if (!isRecord(given)) return badRequest('The context must be a JSON object.');
  const { arguments: args, stash, request, info, env, ...rest } = given;
  const record = (value: unknown) => (isRecord(value) ? value : {});
  return {
    source: null,
    identity: null,
    ...rest,
    arguments: record(args),
    stash: record(stash),
    env: record(env) as Record<string, string>,
    request: { headers: {}, domainName: null, ...record(request) },
    info: {
      fieldName: '',
      parentTypeName: '',
      variables: {},
      selectionSetList: [],
      selectionSetGraphQL: '',
      ...record(info),
    },
  };
}
