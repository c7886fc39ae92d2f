import { parse as parseModule, type Program } from 'acorn';
import { codeFileName, codeRefusal } from './refusal.ts';
import { resolveNames, type Binding, type Reference } from './scope.ts';
import { survey, type Survey } from './syntax-tree.ts';

/** A parsed module and what the rules and the instrumentation ask of it. */
export interface Module extends Survey {
  readonly source: string;
  readonly fileName: string;
  readonly program: Program;
  readonly bindings: readonly Binding[];
  readonly references: readonly Reference[];
}

/**
 * Parses an ES module. @throws CodeRefusal with one PARSE_ERROR, in the form of the service's own TypeScript
 * diagnostics (`code.js(16,36): error …`); the parser stops at the first.
 */
export function parse(source: string, fileName = codeFileName): Module {
  let program: Program;
  try {
    program = parseModule(source, { ecmaVersion: 'latest', sourceType: 'module' });
  } catch (error) {
    const { loc, message } = error as Error & { loc?: { line: number; column: number } };
    const line = loc?.line ?? 0;
    const column = (loc?.column ?? -1) + 1;
    const text = message.replace(/ \(\d+:\d+\)$/, '');
    const value = `${fileName}(${line},${column}): error: ${text}.`;
    throw codeRefusal([{ errorType: 'PARSE_ERROR', value, location: { line, column, span: 1 } }]);
  }
  const surveyed = survey(program);
  return { source, fileName, program, ...surveyed, ...resolveNames(program, surveyed) };
}
