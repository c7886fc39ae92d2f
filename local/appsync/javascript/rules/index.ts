import type { Module } from '../parse.ts';
import type { CodeError } from '../types.ts';
import { contextErrors } from './context.ts';
import { functionErrors } from './functions.ts';
import { globalErrors } from './globals.ts';
import { methodErrors } from './methods.ts';
import { moduleErrors } from './module.ts';
import { syntaxErrors } from './syntax.ts';

export { sizeErrors } from './module.ts';

const rules = [syntaxErrors, moduleErrors, globalErrors, methodErrors, functionErrors, contextErrors];

/** Everything for which AppSync refuses a module, in the order of the text. */
export function refusalsOf(module: Module): CodeError[] {
  return rules
    .flatMap((rule) => rule(module))
    .sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
}
