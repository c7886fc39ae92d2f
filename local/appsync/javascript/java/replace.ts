import { fault } from '../realm/halt.ts';

/** Placeholder until patterns: see regular-expression.ts. */
export function javaReplace(subject: string, pattern: unknown, replacement: unknown, all: boolean): string {
  if (typeof pattern !== 'string' || typeof replacement !== 'string')
    return fault('replace: expected strings');
  const regex = new RegExp(pattern, all ? 'gu' : 'u');
  return subject.replace(regex, replacement);
}
