/** Where the build puts what is deployed. Infrastructure knows artefacts by path, never their sources. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));

export const schemaFile = join(project, 'schema.graphql');

/** The bundle of a field's resolver, e.g. `resolverBundle('Query.product')`. */
export function resolverBundle(field: string): string {
  return artefact(`build/resolvers/${field}.js`, `resolvers/${field}.ts`);
}

/** The bundle of a step that pipelines share, e.g. `stepBundle('readCart')`. */
export function stepBundle(step: string): string {
  return artefact(`build/resolvers/steps/${step}.js`, `resolvers/steps/${step}.ts`);
}

/** The folder of a Lambda function's bundle, e.g. `functionBundle('importProducts')`. */
export function functionBundle(name: string): string {
  artefact(`build/functions/${name}/index.mjs`, `functions/${name}.ts`);
  return join(project, 'build/functions', name);
}

function artefact(path: string, source: string): string {
  const file = join(project, path);
  if (existsSync(file)) return file;
  throw new Error(
    existsSync(join(project, source))
      ? `${path} is not there. Run \`npm run build\`.`
      : `${path} is not there because ${source} does not exist: create it, or take it out of infra/api/fields.ts.`,
  );
}
