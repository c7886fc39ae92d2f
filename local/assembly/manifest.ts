import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError, type Assembly, type FileAsset, type StackSource } from './assembly.ts';
import { parseFile } from './parse.ts';
import { isTemplate } from './template.ts';

// The shapes below are those of `aws-cdk-lib/cloud-assembly-schema`, as far as they are read here.
interface Manifest {
  artifacts?: Record<string, Artifact>;
}
interface Artifact {
  type: string;
  environment?: string;
  properties?: Record<string, any>;
  dependencies?: string[];
  displayName?: string;
}
interface AssetManifest {
  files?: Record<
    string,
    {
      displayName?: string;
      source: { path?: string; packaging?: 'zip' | 'file'; executable?: string[] };
      destinations: Record<string, { bucketName: string; objectKey: string }>;
    }
  >;
  dockerImages?: Record<string, { displayName?: string }>;
}

/**
 * Reads the manifest of a cloud assembly (`cdk.out`) with the assemblies nested in it, one for each stage.
 * Stacks come in the order of the manifest.
 * @throws AssemblyError for a missing or malformed file.
 */
export function readManifest(directory: string): Assembly {
  const manifest = parseFile(join(directory, 'manifest.json')) as Manifest;
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const stackNames = new Map(
    artifacts
      .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
      .map(([id, artifact]) => [id, (artifact.properties?.['stackName'] as string | undefined) ?? id]),
  );
  const stacks: StackSource[] = [];
  const assets: FileAsset[] = [];
  const unavailableAssets: string[] = [];
  for (const [id, artifact] of artifacts) {
    if (artifact.type === 'aws:cloudformation:stack') {
      stacks.push(readStack(directory, id, artifact, stackNames));
    } else if (artifact.type === 'cdk:asset-manifest') {
      const read = readAssets(directory, artifact.properties?.['file'] ?? `${id}.json`);
      assets.push(...read.assets);
      unavailableAssets.push(...read.unavailableAssets);
    } else if (artifact.type === 'cdk:cloud-assembly') {
      const nested = readManifest(join(directory, artifact.properties?.['directoryName'] ?? id));
      stacks.push(...nested.stacks);
      assets.push(...nested.assets);
      unavailableAssets.push(...nested.unavailableAssets);
    }
  }
  return { directory, stacks, assets, unavailableAssets };
}

function readStack(
  directory: string,
  id: string,
  artifact: Artifact,
  stackNames: ReadonlyMap<string, string>,
): StackSource {
  const templateFile = join(directory, artifact.properties?.['templateFile'] ?? `${id}.template.json`);
  if (!existsSync(templateFile))
    throw new AssemblyError(`the manifest names ${templateFile}, which does not exist`);
  const template = parseFile(templateFile);
  // A stack without resources is valid to the CDK, which leaves the section out.
  const complete =
    typeof template === 'object' && template !== null ? { Resources: {}, ...template } : template;
  if (!isTemplate(complete)) throw new AssemblyError(`${templateFile} is not a CloudFormation template`);
  const [, accountId, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
  const name = stackNames.get(id) ?? id;
  return {
    name,
    displayName: artifact.displayName ?? name,
    templateFile,
    template: complete,
    ...(accountId && accountId !== 'unknown-account' ? { accountId } : {}),
    ...(region && region !== 'unknown-region' ? { region } : {}),
    dependencies: (artifact.dependencies ?? []).flatMap((dependency) => stackNames.get(dependency) ?? []),
    parameters: artifact.properties?.['parameters'] ?? {},
  };
}

function readAssets(directory: string, file: string): Pick<Assembly, 'assets' | 'unavailableAssets'> {
  const manifest = parseFile(join(directory, file)) as AssetManifest;
  const assets: FileAsset[] = [];
  const unavailableAssets: string[] = [];
  for (const [id, { displayName, source, destinations }] of Object.entries(manifest.files ?? {})) {
    if (source.path === undefined) {
      unavailableAssets.push(`${displayName ?? id}: built by a command at deployment`);
      continue;
    }
    const path = resolve(directory, source.path);
    for (const { bucketName, objectKey } of Object.values(destinations)) {
      assets.push({ bucket: bucketName, key: objectKey, path, packaging: source.packaging ?? 'file' });
    }
  }
  for (const [id, { displayName }] of Object.entries(manifest.dockerImages ?? {})) {
    unavailableAssets.push(`${displayName ?? id}: a Docker image`);
  }
  return { assets, unavailableAssets };
}
