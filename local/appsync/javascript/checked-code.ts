import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Stretch } from './instrument/splicer.ts';

/** What became of code that passed every rule: enough to run it without parsing it again. */
export interface CheckedText {
  /** Instrumented. */
  readonly text: string;
  /** Which place of the text comes from which of the code; asked for when an error has to be placed. */
  stretches(): readonly Stretch[];
}

/** Remembers which code has passed, beyond the process. Code that was refused is not kept: it is checked each time. */
export interface CheckedCode {
  recall(code: string, fileName: string): CheckedText | undefined;
  keep(code: string, fileName: string, checked: CheckedText): void;
  /** Resolves when everything that is to be kept so far is. */
  settled(): Promise<void>;
}

/**
 * Keeps checked code in a directory, a file for each code under the hash of all that decides about it. What cannot be
 * read or written is checked anew each time; nothing fails for want of the directory.
 *
 * @param version - of the rules and of the instrumentation: what another version passed counts for nothing.
 * @param most - files kept before the older half goes: a few apps' worth, some 10 KB each.
 * @example
 * const checked = openCheckedCode(join(homedir(), '.bodega/code'), '3f2a…');
 */
export function openCheckedCode(directory: string, version: string, most = 1_000): CheckedCode {
  /** How many more are kept before the directory is looked at. */
  let room = 0;
  let writing: Promise<void> = Promise.resolve();
  const fileOf = (code: string, fileName: string) => {
    const hash = createHash('sha256').update(`${version}\n${process.version}\n${fileName}\n${code}`);
    return join(directory, hash.digest('hex'));
  };
  return {
    recall(code, fileName) {
      try {
        const [length, stretches, ...lines] = readFileSync(fileOf(code, fileName), 'utf8').split('\n');
        const text = lines.join('\n');
        // After a power cut a file may be there without its content.
        if (Number(length) !== text.length || text === '') return undefined;
        return { text, stretches: () => JSON.parse(stretches!) as Stretch[] };
      } catch {
        return undefined;
      }
    },
    keep(code, fileName, { text, stretches }) {
      const content = [text.length, JSON.stringify(stretches()), text].join('\n');
      // One after the other, behind whatever waits for the code.
      writing = writing.then(() => write(fileOf(code, fileName), content));
    },
    settled: () => writing,
  };

  async function write(path: string, content: string): Promise<void> {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      if (room === 0) room = await makeRoom(directory, most);
      // Renamed into place, so that another process never reads half a file.
      const draft = `${path}.${process.pid}`;
      await writeFile(draft, content, { mode: 0o600 });
      await rename(draft, path);
      room--;
    } catch {
      // It is checked again the next time.
    }
  }
}

/** @returns how many files there is room for. */
async function makeRoom(directory: string, most: number): Promise<number> {
  const paths = (await readdir(directory)).map((name) => join(directory, name));
  if (paths.length < most) return most - paths.length;
  const byAge = await Promise.all(paths.map(async (path) => ({ path, written: (await stat(path)).mtimeMs })));
  byAge.sort((a, b) => a.written - b.written);
  const gone = byAge.slice(0, Math.ceil(most / 2));
  for (const { path } of gone) await rm(path, { force: true });
  return gone.length;
}

declare const APPSYNC_JS_VERSION: string | undefined;

/**
 * Those of this machine, in `~/.bodega/code`, for the local cloud as it is bundled: only there is it known which
 * version of the rules runs. Absent when it runs from its sources.
 */
export const checkedCode: CheckedCode | undefined =
  typeof APPSYNC_JS_VERSION === 'undefined'
    ? undefined
    : openCheckedCode(join(homedir(), '.bodega', 'code'), APPSYNC_JS_VERSION);
