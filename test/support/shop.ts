import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartOptions } from '../../local/index.ts';
import { amplifyOutputs } from '../../scripts/outputs.ts';
import { assembly } from '../../scripts/start/prepare.ts';
import { loadLocal } from '../../scripts/start/shop.ts';
import { shiftedClock, type ShiftedClock } from './clock.ts';
import { createGoods } from './goods.ts';
import { createGraphql } from './graphql.ts';
import { createPeople } from './people.ts';
import { createTable } from './table.ts';

export type TestShop = Awaited<ReturnType<typeof startTestShop>>;

export interface TestShopOptions extends Pick<
  StartOptions,
  'faults' | 'dataDirectory' | 'logLevel' | 'traces' | 'dynamodbEndpoint' | 'log'
> {
  /** That of a shop which crashed or was stopped: time goes on for what it left. @defaultValue the machine's */
  readonly clock?: ShiftedClock;
}

/**
 * The whole shop in this process, as `npm start` runs it, on free ports and with an authority of its own.
 *
 * @param options.faults - what is to go wrong from when it stands; `shop.cloud.faults` is the handle
 * @param options.dataDirectory - where a shop is kept that is to be started again after `shop.crash()` or `shop.stop()`
 *
 * @example
 * const shop = await startTestShop();
 * const ada = await shop.person('customer');
 * await shop.graphql(ada, '{ me { id } }');
 * await shop.stop();
 */
export async function startTestShop({ logLevel = 'error', ...options }: TestShopOptions = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'shop-'));
  const clock = options.clock ?? shiftedClock();
  const local = await loadLocal();
  const cloud = await local.start({
    cloudAssembly: assembly,
    ports: { graphql: 0, gateway: 0 },
    tls: { directory: join(scratch, 'tls') },
    logLevel,
    ...(options.faults && { faults: options.faults }),
    ...(options.dataDirectory !== undefined && { dataDirectory: options.dataDirectory }),
    ...(options.dynamodbEndpoint !== undefined && { dynamodbEndpoint: options.dynamodbEndpoint }),
    ...(options.log && { log: options.log }),
    traces: options.traces ?? false,
    clock,
  });
  const stack: Record<string, string> = Object.assign({}, ...Object.values(cloud.outputs));
  const { region, credentials, endpoints } = cloud;
  const endpoint = endpoints.gateway;
  const place = { endpoint, region, credentials };
  const ahead = () => clock.now() - Date.now();
  const people = createPeople({
    ...place,
    userPoolId: stack['UserPoolId']!,
    clientId: stack['UserPoolClientId']!,
    ahead,
  });
  const graphql = createGraphql({ url: endpoints.graphql!, region, credentials, apiKey: stack['ApiKey']! });
  const table = cloud.resources.find(({ type }) => /DynamoDB::(Global)?Table$/.test(type))!;

  return {
    cloud,
    clock,
    /** The content of `amplify_outputs.json`. */
    outputs: amplifyOutputs({
      outputs: stack,
      local: {
        graphqlEndpoint: endpoints.graphql!,
        userPoolEndpoint: endpoint.replace('127.0.0.1', 'localhost'),
      },
    }),
    /** The certificate of the local authority, PEM. */
    ca: cloud.certificate!.ca,
    graphql,
    person: people.person,
    /** Signs the same user in anew. */
    again: people.again,
    /** The last code that Cognito sent to an address. */
    codeFor: (address: string) =>
      cloud.services.cognito.outbox.list().findLast(({ destination }) => destination === address)?.code ?? '',
    scan: createTable({ ...place, tableName: table.physicalId, ahead }).scan,
    goods: createGoods(graphql),
    /** Ends it as if its process were killed; with a data directory another may be started on what it left. */
    async crash() {
      people.close();
      await cloud.crash();
      rmSync(scratch, { recursive: true, force: true });
    },
    async stop() {
      people.close();
      await cloud.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
