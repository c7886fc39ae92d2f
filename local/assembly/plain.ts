import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AssemblyError, type Assembly } from './assembly.ts';
import { parseFile } from './parse.ts';
import { isTemplate } from './template.ts';

const extension = /(\.template)?\.(json|ya?ml)$/;

/**
 * Reads plain CloudFormation templates: one file, or every template of a directory. A stack is named after its file,
 * `data.template.yaml` becomes `data`. Files of a directory that are no templates are left alone.
 * @throws AssemblyError when there is no template.
 */
export function readPlainTemplates(path: string): Assembly {
  const single = statSync(path).isFile();
  const directory = single ? dirname(path) : path;
  const files = single
    ? [basename(path)]
    : readdirSync(path)
        .filter((name) => extension.test(name))
        .sort();
  const stacks = files.flatMap((file) => {
    const templateFile = join(directory, file);
    const template = parseFile(templateFile);
    if (!isTemplate(template)) return [];
    const name = file.replace(extension, '').replace(/[^A-Za-z0-9-]+/g, '-');
    return [{ name, displayName: name, templateFile, template, dependencies: [], parameters: {} }];
  });
  if (stacks.length === 0) {
    throw new AssemblyError(
      `${path} holds neither a cloud assembly (manifest.json) nor a CloudFormation template; has \`cdk synth\` run?`,
    );
  }
  return { directory, stacks, assets: [], unavailableAssets: [] };
}
