import type { AnyNode } from 'acorn';
import type { CodeError, CodeRefusal } from './types.ts';

/** The name that the service gives to the code in every message and location. */
export const codeFileName = 'code.js';

/** One fault of the code, located at a node (lines and columns count from 1, the span is in characters). */
export function codeError(errorType: CodeError['errorType'], value: string, node: AnyNode): CodeError {
  const { line, column } = node.loc!.start;
  return { errorType, value, location: { line, column: column + 1, span: node.end - node.start } };
}

/** A fault that the service's TypeScript check would report: `code.js(16,36): error TS2551: …`. */
export function typeError(number: number, text: string, node: AnyNode, fileName = codeFileName): CodeError {
  const { line, column } = node.loc!.start;
  return codeError('PARSE_ERROR', `${fileName}(${line},${column + 1}): error TS${number}: ${text}`, node);
}

/** The error with which `compile` refuses code. */
export function codeRefusal(codeErrors: readonly CodeError[]): CodeRefusal {
  const error = new Error('The code contains one or more errors.');
  return Object.assign(error, { name: 'CodeRefusal', codeErrors });
}

/** Whether an error thrown by `compile` is a refusal. */
export function isCodeRefusal(error: unknown): error is CodeRefusal {
  return error instanceof Error && error.name === 'CodeRefusal' && 'codeErrors' in error;
}
