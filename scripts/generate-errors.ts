/** Writes `docs/errors.md` from the catalogue in `rules/errors.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import * as catalogue from '../rules/errors.ts';

/** The page that lists every error of the catalogue. */
export function errorsPage(): string {
  const rows = Object.values(catalogue)
    .sort((a, b) => a.type.localeCompare(b.type))
    .map(({ type, message, advice }) => `| \`${type}\` | ${message} | ${advice} |`);
  return [
    '# Errors',
    '',
    'Every error of the shop carries one of these names as its `errorType`. The names never change; messages may grow',
    'more exact. Further facts stand in `errorInfo`. AppSync adds its own: `Unauthorized` for a field that the caller',
    'may not use, and validation errors without an `errorType`.',
    '',
    '| errorType | message | what a client should do |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync('docs', { recursive: true });
  writeFileSync('docs/errors.md', errorsPage());
}
