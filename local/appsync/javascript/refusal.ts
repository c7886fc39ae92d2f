import { getLineInfo, type AnyNode } from 'acorn';
import type { CodeError, CodeRefusal } from './types.ts';

/** The name that the service gives to the code in every message and location. */
export const codeFileName = 'code.js';

/** The code that has a fault, under the name that messages call it by. */
interface Faulty {
  readonly source: string;
  readonly fileName: string;
}

/** One fault of the code, located at a node (lines and columns count from 1, the span is in characters). */
export function codeError(
  errorType: CodeError['errorType'],
  value: string,
  node: AnyNode,
  { source }: Pick<Faulty, 'source'>,
): CodeError {
  const { line, column } = placeIn(source, node);
  return { errorType, value, location: { line, column, span: node.end - node.start } };
}

/** A fault that the service's TypeScript check would report: `code.js(16,36): error TS2551: …`. */
export function typeError(number: number, text: string, node: AnyNode, faulty: Faulty): CodeError {
  const { line, column } = placeIn(faulty.source, node);
  const value = `${faulty.fileName}(${line},${column}): error TS${number}: ${text}`;
  return codeError('PARSE_ERROR', value, node, faulty);
}

/** Where a node begins, from line 1 and column 1. The parser keeps no places: few nodes are ever asked for theirs. */
export function placeIn(source: string, { start }: AnyNode): { line: number; column: number } {
  const { line, column } = getLineInfo(source, start);
  return { line, column: column + 1 };
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
