import type { Template } from './template.ts';

/** One stack of a cloud assembly. */
export interface StackSource {
  /** The name it deploys under, `Shop-Data`. */
  readonly name: string;
  /** The name the CDK shows, `Dev/Data` for a stack of a stage; otherwise the stack's name. */
  readonly displayName: string;
  readonly templateFile: string;
  readonly template: Template;
  /** Account and region fixed at synthesis; absent where the template leaves them open. */
  readonly accountId?: string;
  readonly region?: string;
  /** Names of the stacks that the manifest wants deployed before. */
  readonly dependencies: readonly string[];
  /** Parameter values that the manifest carries. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A file that deployment would upload to a bucket. Bucket and key may hold `${AWS::AccountId}` and the like. */
export interface FileAsset {
  readonly bucket: string;
  readonly key: string;
  /** A directory where `packaging` is `zip`, otherwise the file itself. */
  readonly path: string;
  readonly packaging: 'zip' | 'file';
}

/** What a directory of synthesized templates holds. */
export interface Assembly {
  readonly directory: string;
  readonly stacks: readonly StackSource[];
  readonly assets: readonly FileAsset[];
  /** Assets that exist only once a command or Docker has run; nothing on a laptop can serve them. */
  readonly unavailableAssets: readonly string[];
}

/** A cloud assembly that cannot be read: the message names the file and what is wrong with it. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}
