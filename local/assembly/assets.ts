import type { Environment } from '../core/environment.ts';
import type { FileAsset } from './assembly.ts';

/** Finds on disk what a template expects in a bucket. */
export interface Assets {
  /** Path of the file or directory behind an object; undefined when no asset goes there. */
  find(bucket: string, key: string): string | undefined;
  /** The same for `s3://bucket/key` and for both styles of an `https://` address of S3. */
  findUrl(location: string): string | undefined;
}

/** Indexes file assets by the bucket and key they have once account and region are known. */
export function indexAssets(
  assets: readonly FileAsset[],
  { accountId, region, partition }: Pick<Environment, 'accountId' | 'region' | 'partition'>,
): Assets {
  const fill = (text: string) =>
    text
      .replaceAll('${AWS::AccountId}', accountId)
      .replaceAll('${AWS::Region}', region)
      .replaceAll('${AWS::Partition}', partition);
  const paths = new Map(assets.map(({ bucket, key, path }) => [`${fill(bucket)}/${fill(key)}`, path]));
  const find = (bucket: string, key: string) => paths.get(`${bucket}/${key}`);
  return {
    find,
    findUrl(location) {
      const object = objectOf(location);
      return object && find(object.bucket, object.key);
    },
  };
}

function objectOf(location: string): { bucket: string; key: string } | undefined {
  if (!URL.canParse(location)) return undefined;
  const { protocol, hostname, pathname } = new URL(location);
  const path = decodeURIComponent(pathname.slice(1));
  if (protocol === 's3:') return { bucket: hostname, key: path };
  // Virtual-hosted style: https://bucket.s3.region.amazonaws.com/key
  const hosted = /^(.+)\.s3[.-]/.exec(hostname);
  if (hosted?.[1]) return { bucket: hosted[1], key: path };
  // Path style: https://s3.region.amazonaws.com/bucket/key
  const slash = path.indexOf('/');
  if (!/^s3[.-]/.test(hostname) || slash < 0) return undefined;
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
