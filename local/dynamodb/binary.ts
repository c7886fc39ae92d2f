import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Packages of the Dynoxide binary by `process.platform`-`process.arch`. */
const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];

/**
 * The path of the Dynoxide binary: `DYNOXIDE_BINARY` when set, otherwise that of the platform's npm package.
 *
 * @throws Error saying which package is missing and what to do instead.
 */
export function dynoxideBinary(
  platform: string = process.platform,
  arch: string = process.arch,
  override: string | undefined = process.env.DYNOXIDE_BINARY,
): string {
  if (override) {
    if (existsSync(override)) return override;
    throw new Error(`DYNOXIDE_BINARY names ${override}, where there is no file.`);
  }
  const otherwise =
    'set DYNOXIDE_BINARY to a Dynoxide binary, or name another DynamoDB endpoint with --dynamodb.';
  const name = `${platform}-${arch}`;
  if (!platforms.includes(name)) {
    throw new Error(`Dynoxide, the local database, has no binary for ${name}: ${otherwise}`);
  }
  const file = `@dynoxide/${name}/dynoxide${platform === 'win32' ? '.exe' : ''}`;
  try {
    return createRequire(import.meta.url).resolve(file);
  } catch {
    throw new Error(
      `The package @dynoxide/${name} is not installed: run npm install without --omit=optional, ${otherwise}`,
    );
  }
}
