/** Writes `docs/errors.md` from the catalogue in `rules/errors.ts`. */
import { catalogue, type Entry } from '../rules/errors.ts';
import { writeGenerated } from './codegen/write.ts';

/** The page that lists every error of the catalogue. */
export function errorsPage(): string {
  const rows = Object.values<Entry>(catalogue)
    .sort((a, b) => a.error.type.localeCompare(b.error.type))
    .map(
      ({ error, data, advice }) => `| \`${error.type}\` | ${error.message} | ${facts(data)} | ${advice} |`,
    );
  return [
    '# Errors',
    '',
    'Every error of the shop carries one of these names as its `errorType`. The names never change; messages may grow',
    'more exact. Further facts stand in `errorInfo`, of those named here the ones that are known. A test provokes each',
    'of them ([test/e2e/errors.test.ts](../test/e2e/errors.test.ts)). AppSync adds its own: `Unauthorized` for a field',
    'that the caller may not use, and validation errors without an `errorType`.',
    '',
    '| errorType | message | errorInfo | what a client should do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function facts(data: Entry['data']): string {
  return Object.entries(data)
    .map(([name, meaning]) => `\`${name}\`: ${meaning}`)
    .join('<br>');
}

if (process.argv[1] === import.meta.filename) writeGenerated('docs/errors.md', errorsPage());
