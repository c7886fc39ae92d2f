/**
 * Writes what follows from `entities/`: the model that the resolvers use, and the page of access patterns.
 *
 *     tsx scripts/generate-model.ts           writes both
 *     tsx scripts/generate-model.ts --check   fails when one on disk differs
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { entities } from '../entities/index.ts';
import { emitModel } from './model/emit.ts';
import { emitPage } from './model/page.ts';
import { readEntity } from './model/read.ts';

const root = new URL('../', import.meta.url);

/** The generated files by their path from the project's root, formatted as the project formats. */
export async function generate(): Promise<Record<string, string>> {
  const models = Object.entries(entities).map(([name, entity]) => readEntity(name, entity));
  return {
    'resolvers/generated/model.ts': await formatted('resolvers/generated/model.ts', emitModel(models)),
    'docs/access-patterns.md': await formatted('docs/access-patterns.md', emitPage(models)),
  };
}

async function formatted(path: string, text: string): Promise<string> {
  const file = new URL(path, root).pathname;
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

async function main(check: boolean): Promise<void> {
  for (const [path, text] of Object.entries(await generate())) {
    const file = new URL(path, root);
    const present = await readFile(file, 'utf8').catch(() => undefined);
    if (present === text) continue;
    if (check) {
      console.error(`${path} is not what entities/ say. Run \`tsx scripts/generate-model.ts\`.`);
      process.exitCode = 1;
    } else {
      await writeFile(file, text);
      console.log(`Wrote ${path}.`);
    }
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await main(process.argv.includes('--check'));
