import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendTaskFailureCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { build } from 'esbuild';
import { explorerEntries, explorerOptions } from '../../../local/explorer/build.ts';
import { createExplorer } from '../../../local/explorer/index.ts';
import { start, type LocalCloud } from '../../../local/index.ts';
import { writeTemplate } from './cloud-app.ts';

export interface ShownCloud {
  readonly cloud: LocalCloud;
  /** `http://localhost:40123` */
  readonly origin: string;
  /** Starts the machine and answers the execution's ARN. */
  run(input: object): Promise<string>;
  /** Fails the task whose token lies in the queue `parcels`. */
  refuse(error: string): Promise<void>;
  close(): Promise<void>;
}

/** The app of `cloud-app.ts`, running, with the explorer in front of it. */
export async function showCloud(options: { page: boolean }): Promise<ShownCloud> {
  const assetsDirectory = mkdtempSync(join(tmpdir(), 'explorer-'));
  if (options.page) {
    const { 'editor.worker': _, 'json.worker': __, 'graphql.worker': ___, ...entryPoints } = explorerEntries;
    await build({
      ...explorerOptions,
      entryPoints,
      outdir: assetsDirectory,
      bundle: true,
      logLevel: 'error',
    });
  }
  const explorer = createExplorer({
    assetsDirectory,
    config: () => ({
      title: 'Parcels',
      endpointPath: '/graphql',
      region: 'us-east-1',
      identities: [{ kind: 'apiKey', label: 'Guest', apiKey: 'da2-guest' }],
      localPath: '/_local',
    }),
  });
  const cloud = await start({
    cloudAssembly: writeTemplate(),
    ports: { graphql: 0, gateway: 0 },
    tls: false,
    logLevel: 'error',
    traces: true,
    site: (request: IncomingMessage, response: ServerResponse) =>
      void (explorer(request, response) || response.writeHead(404).end()),
  });
  const workflows = new SFNClient({
    region: cloud.region,
    endpoint: cloud.endpoints.gateway,
    credentials: cloud.credentials,
  });
  const { sqs, stepFunctions } = cloud.services;
  const [machine] = stepFunctions.inspect(0).machines;
  return {
    cloud,
    origin: new URL(cloud.endpoints.graphql!).origin,
    async run(input) {
      const { executionArn } = await workflows.send(
        new StartExecutionCommand({ stateMachineArn: machine!.arn, input: JSON.stringify(input) }),
      );
      return executionArn!;
    },
    async refuse(error) {
      const queue = sqs.inspect().find(({ name }) => name === 'parcels')!;
      // Others than the task send there, too.
      let taskToken: string | undefined;
      while (taskToken === undefined) {
        const { Messages = [] } = (await sqs.call('ReceiveMessage', {
          QueueUrl: sqs.urlOf(queue.arn),
          WaitTimeSeconds: 20,
        })) as { Messages?: { Body: string }[] };
        for (const { Body } of Messages) ({ taskToken } = JSON.parse(Body) as { taskToken?: string });
      }
      await workflows.send(new SendTaskFailureCommand({ taskToken, error, cause: 'More than 100 kg.' }));
    },
    async close() {
      workflows.destroy();
      await cloud.close();
    },
  };
}
