import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.ts';

/**
 * Writes a generated file, unless it stands there as it is to be: who reads it meanwhile never finds half of it.
 *
 * @param path - from the project's folder, e.g. `docs/errors.md`
 */
export function writeGenerated(path: string, text: string): void {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
