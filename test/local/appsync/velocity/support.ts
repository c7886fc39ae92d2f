import type { Evaluation, HandlerContext } from '../../../../local/appsync/javascript/types.ts';
import { evaluateText } from '../../../../local/appsync/velocity/index.ts';
import { contextWith, environment } from '../javascript/support.ts';

/** Evaluates a template. */
export const run = (
  template: string,
  members: Partial<HandlerContext> = {},
): { evaluation: Evaluation; text?: string } => evaluateText(template, contextWith(members), environment);

/** The text that a template writes. */
export function textOf(template: string, members: Partial<HandlerContext> = {}): string {
  const { evaluation, text } = run(template, members);
  if (text === undefined) throw new Error(evaluation.error!.message);
  return text;
}

/** The value of an expression, as `$util.toJson` writes it. */
export const valueOf = (expression: string, members: Partial<HandlerContext> = {}): unknown =>
  JSON.parse(textOf(`#set($value = ${expression})$util.toJson($value)`, members));
