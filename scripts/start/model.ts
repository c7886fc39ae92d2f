import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.ts';

/**
 * Makes the resolvers' model of the entities as they are now, in a process of its own, which has none of the old ones.
 * @throws Error with what is wrong, and the place in `entities/`.
 */
export async function generateModel(): Promise<void> {
  const script = join(root, 'scripts/generate-model.ts');
  try {
    await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { cwd: root });
  } catch (error) {
    throw new Error(readable((error as { stderr?: string }).stderr ?? String(error)), { cause: error });
  }
}

/** Of what Node writes when it ends with an error: what is said, and where in the project it is from. */
function readable(written: string): string {
  const lines = written.replaceAll(`${root}/`, '').split('\n');
  const said = lines.filter((line) => /^\w*Error\b.*: |: ERROR: /.test(line));
  const place = lines.find((line) => /^\s+at (?!.*node_modules)[^]*\bentities\//.test(line));
  if (said.length === 0) return written.trim();
  return [...said, ...(place ? [place] : [])].join('\n');
}
