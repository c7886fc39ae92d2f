import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
 * @param most - files kept before all but the newest half of that go: a few apps' worth, some 10 KB each.
 * @example
 * const checked = openCheckedCode(join(homedir(), '.bodega/code'), '3f2a…');
 */
export function openCheckedCode(directory: string, version: string, most = 1_000): CheckedCode {
  /** Contents that are to be written, by their paths. */
  const pending = new Map<string, string>();
  let writing: Promise<void> | undefined;
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
      pending.set(fileOf(code, fileName), [text.length, JSON.stringify(stretches()), text].join('\n'));
      // All of one start together, behind whatever waits for the code.
      writing ??= writePending().finally(() => (writing = undefined));
    },
    settled: async () => writing,
  };

  async function writePending(): Promise<void> {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      while (pending.size > 0) {
        const files = [...pending];
        pending.clear();
        await Promise.all(files.map(([path, content]) => write(path, content)));
        await makeRoom(directory, most);
      }
    } catch {
      // It is checked again the next time.
      pending.clear();
    }
  }
}

async function write(path: string, content: string): Promise<void> {
  // Renamed into place, so that another process never reads half a file.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content, { mode: 0o600 });
  await rename(draft, path);
}

async function makeRoom(directory: string, most: number): Promise<void> {
  const paths = (await readdir(directory)).map((name) => join(directory, name));
  if (paths.length <= most) return;
  const byAge = await Promise.all(paths.map(async (path) => ({ path, written: (await stat(path)).mtimeMs })));
  byAge.sort((a, b) => a.written - b.written);
  for (const { path } of byAge.slice(0, Math.ceil(paths.length - most / 2))) await rm(path, { force: true });
}

/**
 * Looks in a second place for what the first does not know; whatever passes is kept in the first.
 *
 * @example
 * const checked = alsoFrom(openCheckedCode('shipped', version), openCheckedCode('own', version));
 */
export const alsoFrom = (second: Pick<CheckedCode, 'recall'>, first: CheckedCode): CheckedCode => ({
  ...first,
  recall: (code, fileName) => first.recall(code, fileName) ?? second.recall(code, fileName),
});

declare const APPSYNC_JS_VERSION: string | undefined;

/** Absent when the local cloud runs from its sources: only as it is bundled is it known which version of the rules runs. */
const version = typeof APPSYNC_JS_VERSION === 'undefined' ? undefined : APPSYNC_JS_VERSION;

/** What the build has checked of the app that it builds, in `code/` beside the bundle of the local cloud. */
export const shippedCode: CheckedCode | undefined =
  version === undefined
    ? undefined
    : openCheckedCode(fileURLToPath(new URL('./code', import.meta.url)), version);

/** What has passed on this machine, in `~/.bodega/code`, and what the build has checked. */
export const checkedCode: CheckedCode | undefined =
  version === undefined || !shippedCode
    ? undefined
    : alsoFrom(shippedCode, openCheckedCode(join(homedir(), '.bodega', 'code'), version));
