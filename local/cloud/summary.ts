import type { LocalCloud } from './local-cloud.ts';

/** The endpoints, a line each. */
export function formatEndpoints({
  endpoints,
  certificate,
}: Pick<LocalCloud, 'endpoints' | 'certificate'>): string {
  const lines: [name: string, value: string | undefined][] = [
    ['GraphQL', endpoints.graphql],
    ['Real-time', endpoints.realtime],
    ['Explorer', endpoints.explorer],
    ...endpoints.httpApis.map(({ url }): [string, string] => ['HTTP API', url]),
    ['AWS APIs', endpoints.gateway],
    ['Authority', certificate?.caPath],
  ];
  return lines
    .flatMap(([name, value]) => (value === undefined ? [] : `${name.padEnd(10)} ${value}`))
    .join('\n');
}

/** What to set in a shell so that the AWS CLI and SDKs speak to the local cloud. */
export function formatCredentials({ endpoints, credentials, region }: LocalCloud): string {
  return [
    `export AWS_ENDPOINT_URL=${endpoints.gateway}`,
    `export AWS_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
  ].join('\n');
}

/** The outputs of every stack as `cdk deploy` prints them, without those that only carry references between stacks. */
export function formatOutputs({ outputs }: Pick<LocalCloud, 'outputs'>): string {
  return Object.entries(outputs)
    .flatMap(([stack, values]) =>
      Object.entries(values)
        .filter(([name]) => !/^(Exports|Publish)Output/.test(name))
        .map(([name, value]) => `${stack}.${name} = ${value}`),
    )
    .join('\n');
}
