/**
 * The local cloud under measurement, run with `--expose-gc`: `GET /memory` of its GraphQL port collects garbage and
 * answers what is left. Says where it is in one line of JSON.
 */
import { loadLocal } from '../../scripts/start/shop.ts';

/** What `GET /memory` answers, in bytes. */
export interface Memory {
  readonly heapUsed: number;
  readonly external: number;
  readonly rss: number;
  /** Subscriptions alive. */
  readonly subscriptions: number;
}

const { start } = await loadLocal();
const cloud = await start({
  cloudAssembly: 'bench/realtime-api/template.json',
  ports: { graphql: 0, gateway: 0 },
  tls: false,
  logLevel: 'silent',
  site(_request, response) {
    gc!();
    const { heapUsed, external, rss } = process.memoryUsage();
    const subscriptions = cloud.services.appsync.apis()[0]!.subscriptions();
    response.end(JSON.stringify({ heapUsed, external, rss, subscriptions } satisfies Memory));
  },
});
const url = cloud.endpoints.graphql!.replace('localhost', '127.0.0.1');
console.log(JSON.stringify({ url, apiKey: Object.values(cloud.outputs)[0]!.ApiKey }));
process.once('SIGTERM', () => void cloud.close().finally(() => process.exit(0)));
