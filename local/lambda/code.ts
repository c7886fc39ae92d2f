import { unzipSync } from 'fflate';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import type { ResourceRequest } from '../core/resource.ts';

/** Puts the code of functions where it can be run. */
export interface CodeStore {
  /**
   * The folder of a function's code: the asset's own, or a new one for a zip file or inline code.
   * @throws Error naming the logical id when there is no code.
   */
  place(request: ResourceRequest): Promise<string>;
  /** Removes the folders that were made. */
  close(): Promise<void>;
}

export function createCodeStore(): CodeStore {
  const made: string[] = [];

  const folder = async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lambda-'));
    made.push(directory);
    return directory;
  };

  const unzip = async (file: string): Promise<string> => {
    const directory = await folder();
    for (const [name, bytes] of Object.entries(unzipSync(await readFile(file)))) {
      const path = resolve(directory, name);
      if (!path.startsWith(directory + sep)) throw new Error(`${file} holds a path outside of it: ${name}`);
      if (name.endsWith('/')) continue;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    }
    return directory;
  };

  return {
    async place({ logicalId, properties, asset }) {
      const { ZipFile, S3Bucket, S3Key, ImageUri } = properties.Code ?? {};
      if (ImageUri) throw new Error(`${logicalId}: functions from container images are not run here.`);
      if (typeof ZipFile === 'string') {
        const directory = await folder();
        await writeFile(join(directory, 'index.js'), ZipFile);
        return directory;
      }
      const path = asset(S3Bucket, S3Key);
      if (!path)
        throw new Error(`${logicalId}: the code s3://${S3Bucket}/${S3Key} is not among the file assets.`);
      return (await stat(path)).isDirectory() ? resolve(path) : unzip(path);
    },
    async close() {
      for (const directory of made) await rm(directory, { recursive: true, force: true });
    },
  };
}
