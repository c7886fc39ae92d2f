import { badRequest, isRecord, readContext, readText, type EvaluateCodeOutput } from './evaluate-code.ts';
import type { RuntimeEnvironment } from './javascript/types.ts';
import { evaluateText, TemplateFault } from './velocity/index.ts';

/**
 * AppSync's `EvaluateMappingTemplate` (`POST /v1/dataplane-evaluatetemplate`): evaluates one mapping template against a
 * context, without data sources. The result is the text as it was written, JSON or not; what the template raises is
 * part of a successful answer.
 *
 * @param body - `{ template, context }`; `context` is JSON text.
 * @throws AwsError BadRequestException when the request itself is invalid.
 */
export function evaluateMappingTemplate(body: unknown, environment: RuntimeEnvironment): EvaluateCodeOutput {
  if (!isRecord(body)) return badRequest('The request body must be a JSON object.');
  const template = readText(body, 'template');
  const context = readContext(readText(body, 'context'));
  try {
    const { evaluation, text } = evaluateText(template, context, environment);
    const { error, stash, appendedErrors, logs } = evaluation;
    return {
      ...(text === undefined ? { error: { message: error!.message } } : { evaluationResult: text }),
      stash: JSON.stringify(stash),
      outErrors: JSON.stringify(appendedErrors),
      logs,
    };
  } catch (error) {
    if (error instanceof TemplateFault) return { logs: [], error: { message: error.message } };
    throw error;
  }
}
