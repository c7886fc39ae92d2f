import type * as Local from '../../local/index.ts';
import { demoUsers } from '../seed/users.ts';
import type { StartOptions } from './options.ts';
import type { RunningShop } from './shop.ts';

/** What a newcomer wants to know once the shop stands. */
export function banner({ cloud, stack }: RunningShop, options: StartOptions, local: typeof Local): string {
  const { endpoints } = cloud;
  const rows = (pairs: [string, string][]) =>
    pairs.map(([name, value]) => `  ${name.padEnd(14)} ${value}`).join('\n');
  const width = Math.max(...demoUsers.map(({ username }) => username.length));
  const parts = [
    local.formatReport(cloud.report, { verbose: options.verbose }),
    rows([
      ['Explorer', endpoints.explorer ?? '-'],
      ['GraphQL', endpoints.graphql ?? '-'],
      ['Real-time', endpoints.realtime ?? '-'],
      ['API key', stack.ApiKey ?? '-'],
      [
        'AWS APIs',
        `${endpoints.gateway.replace('127.0.0.1', 'localhost')}  (AWS_ENDPOINT_URL; key and secret "test")`,
      ],
      ['Clients', 'amplify_outputs.json'],
      ['Data', options.dataDirectory ?? 'in memory; --data <directory> keeps it'],
    ]),
    options.seed
      ? `People to be\n${demoUsers
          .map(
            ({ label, username, password }) => `  ${username.padEnd(width)}  ${password.padEnd(15)} ${label}`,
          )
          .join('\n')}`
      : 'No seed: sign up, or start without --no-seed for demo users.',
  ];
  return `\n${parts.join('\n\n')}\n\nCtrl-C stops everything.\n`;
}
