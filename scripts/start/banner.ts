import type * as Local from '../../local/index.ts';
import { demoUsers } from '../seed/users.ts';
import type { StartOptions } from './options.ts';
import type { RunningShop } from './shop.ts';

/** What a newcomer wants to know once the shop stands: where things are, who to be, and what is not as on AWS. */
export function banner(shop: RunningShop, options: StartOptions, local: typeof Local): string {
  const parts = [
    'Bodega is open.',
    places(shop, options),
    options.seed ? people() : 'No seed: sign up, or start without --no-seed for demo users.',
    local.formatReport(shop.cloud.report, { verbose: options.verbose, types: options.verbose }),
    'Ctrl-C stops everything.',
  ];
  return `\n${parts.join('\n\n')}\n`;
}

function places({ cloud, gatewayUrl, stack }: RunningShop, options: StartOptions): string {
  const { endpoints, certificate } = cloud;
  const outbox = endpoints.explorer && new URL('/_local/outbox', endpoints.explorer).href;
  return rows([
    ['Explorer', endpoints.explorer],
    ['GraphQL', endpoints.graphql],
    ['Real-time', endpoints.realtime],
    ['API key', stack.ApiKey],
    ...endpoints.httpApis.map(({ name, url }): [string, string] => ['HTTP API', `${url}  (${name})`]),
    ['Outbox', outbox && `${outbox}  (mails, text messages and codes, which nobody is sent)`],
    ['AWS APIs', `${gatewayUrl}  (as AWS_ENDPOINT_URL; key and secret "test", region ${cloud.region})`],
    ['Clients', 'amplify_outputs.json'],
    ['Authority', certificate && `${certificate.caPath}  (to trust; see client/README.md)`],
    ['Data', options.dataDirectory ?? 'in memory; npm start -- --data <directory> keeps it'],
  ]);
}

function people(): string {
  return `People to be\n${rows(demoUsers.map(({ label, username, password }) => [label, `${username.padEnd(21)} ${password}`]))}`;
}

function rows(pairs: [name: string, value: string | undefined][]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs
    .flatMap(([name, value]) => (value === undefined ? [] : `  ${name.padEnd(width)}  ${value}`))
    .join('\n');
}
