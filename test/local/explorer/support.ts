import type { ExplorerConfig } from '../../../local/explorer/index.ts';

export const config: ExplorerConfig = {
  title: 'Notes </script><b>',
  endpointPath: '/graphql',
  region: 'us-east-1',
  identities: [{ kind: 'apiKey', label: 'Guest', apiKey: 'da2-guest' }],
  userPool: { userPoolId: 'us-east-1_a', userPoolClientId: 'client', endpoint: 'http://localhost:4566/' },
  tabs: [{ query: '{ notes { text } }' }],
};
