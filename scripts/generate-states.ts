/** Writes `docs/states.md` from the machines in `rules/states/`, and who may from `schema.graphql`. */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { writeGenerated } from './codegen/write.ts';
import { root } from './root.ts';
import { statesPage } from './states/page.ts';

const page = 'docs/states.md';

/** The page as it is to stand in the docs. */
export async function writtenStatesPage(): Promise<string> {
  const contract = parse(readFileSync(`${root}/schema.graphql`, 'utf8'));
  const options = await resolveConfig(`${root}/${page}`);
  return format(statesPage(contract), { ...options, filepath: page });
}

if (process.argv[1] === import.meta.filename) writeGenerated(page, await writtenStatesPage());
