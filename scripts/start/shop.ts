import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notices } from '../../local/explorer/index.ts';
import type * as Local from '../../local/index.ts';
import { amplifyOutputs } from '../outputs.ts';
import { root } from '../root.ts';
import { explorerPage } from './explorer.ts';
import type { StartOptions } from './options.ts';
import { assembly } from './prepare.ts';

/** The running shop, and what a client is configured with. */
export interface RunningShop {
  readonly cloud: Local.LocalCloud;
  /** Where the AWS service APIs answer, by name: `http://localhost:4566`. */
  readonly gatewayUrl: string;
  /** The content of `amplify_outputs.json`. */
  readonly outputs: Record<string, unknown>;
  /** Outputs of all stacks in one. */
  readonly stack: Readonly<Record<string, string>>;
}

/** The local cloud as bundled: it starts in a fraction of the time that its sources take to load. */
export async function loadLocal(): Promise<typeof Local> {
  return (await import(join(root, 'build/local/index.js'))) as typeof Local;
}

/**
 * Boots the local cloud from the synthesized templates and writes `amplify_outputs.json`.
 * @param log - where the local cloud says what it does.
 * @param notices - told to the explorer's page.
 */
export async function startShop(
  options: StartOptions,
  local: typeof Local,
  { cloudAssembly = assembly, log, notices }: { cloudAssembly?: string; log: Local.Log; notices: Notices },
): Promise<RunningShop> {
  const opened: { shop?: RunningShop } = {};
  const explorer = explorerPage(() => opened.shop, notices);
  const cloud = await local.start({
    cloudAssembly,
    ports: { graphql: options.graphqlPort, gateway: options.gatewayPort },
    host: options.host,
    dataDirectory: options.dataDirectory,
    dynamodbEndpoint: options.dynamodbEndpoint,
    log,
    traces: true,
    site: explorer,
  });
  // The name that the GraphQL endpoint has, too.
  const gatewayUrl = cloud.endpoints.gateway.replace('127.0.0.1', 'localhost');
  const stack: Record<string, string> = Object.assign({}, ...Object.values(cloud.outputs));
  const outputs = amplifyOutputs({
    outputs: stack,
    local: {
      graphqlEndpoint: cloud.endpoints.graphql!,
      userPoolEndpoint: gatewayUrl,
    },
  });
  await writeFile(join(root, 'amplify_outputs.json'), `${JSON.stringify(outputs, null, 2)}\n`);
  opened.shop = { cloud, gatewayUrl, outputs, stack };
  return opened.shop;
}
