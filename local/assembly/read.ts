import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError, type Assembly, type StackSource } from './assembly.ts';
import { readManifest } from './manifest.ts';
import { readPlainTemplates } from './plain.ts';

/**
 * Reads what is to be stood up: a cloud assembly as `cdk synth` writes it, a directory of plain CloudFormation
 * templates, or one template.
 *
 * @param path - `cdk.out`, a directory with `*.template.json`, `*.json`, `*.yaml`, or a single such file.
 * @param only - display names of the stacks wanted, `*` standing for any text (`Dev/*`); what they depend on comes
 *   along. All stacks by default.
 * @throws AssemblyError when there is nothing to read, a file is malformed, or two stacks share a name.
 *
 * @example
 * const assembly = readAssembly('cdk.out', ['Dev/*']);
 */
export function readAssembly(path: string, only?: readonly string[]): Assembly {
  const location = resolve(path);
  if (!existsSync(location)) throw new AssemblyError(`${location} does not exist; run \`cdk synth\` first`);
  const assembly = existsSync(join(location, 'manifest.json'))
    ? readManifest(location)
    : readPlainTemplates(location);
  const stacks = only ? select(assembly.stacks, only) : assembly.stacks;
  const twin = stacks.find(
    (stack, index) => stacks.findIndex((other) => other.name === stack.name) !== index,
  );
  if (twin) {
    throw new AssemblyError(
      `two stacks are named ${twin.name}; choose which to stand up by their display names`,
    );
  }
  return { ...assembly, stacks };
}

function select(stacks: readonly StackSource[], only: readonly string[]): StackSource[] {
  const wanted = new Set<StackSource>();
  const add = (stack: StackSource) => {
    if (wanted.has(stack)) return;
    wanted.add(stack);
    stacks.filter((other) => stack.dependencies.includes(other.name)).forEach(add);
  };
  for (const pattern of only) {
    const expression = new RegExp(`^${pattern.split('*').map(escapePattern).join('.*')}$`);
    const matches = stacks.filter(
      ({ name, displayName }) => expression.test(displayName) || expression.test(name),
    );
    if (matches.length === 0) {
      const known = stacks.map(({ displayName }) => displayName).join(', ');
      throw new AssemblyError(`no stack is named ${pattern}; there are: ${known}`);
    }
    matches.forEach(add);
  }
  return stacks.filter((stack) => wanted.has(stack));
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
