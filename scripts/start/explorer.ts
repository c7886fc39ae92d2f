import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createExplorer, type ExplorerConfig, type Notices } from '../../local/explorer/index.ts';
import { root } from '../root.ts';
import { demoUsers } from '../seed/users.ts';
import type { RunningShop } from './shop.ts';

const tabs: ExplorerConfig['tabs'] = [
  {
    query: `# Guests may look around.
# Who you are is chosen above right.
query Products {
  products(limit: 5) {
    items {
      id
      title
      priceRange { min { amount currency } }
      variants { items { sku title available } }
    }
    nextToken
  }
}
`,
  },
  {
    query: `# Put something into the cart.
# Be Ada or Ben for this: above right.
mutation AddToCart($input: AddToCartInput!) {
  addToCart(input: $input) {
    lines { sku productTitle quantity lineTotal { amount currency } }
    subtotal { amount currency }
  }
}
`,
    variables: '{\n  "input": { "sku": "bodega-tote-bag-forest", "quantity": 1 }\n}',
  },
  {
    query: `# Hear of orders: be Stan, and run this.
# Then order something in another window.
subscription OrdersAsTheyCome {
  onOrderPlaced {
    orderId
    sequence
    at
    order { total { amount currency } lines { quantity productTitle } }
  }
}
`,
  },
];

/** The explorer at the root of the GraphQL port, as the guest or any of the demo users. */
export function explorerPage(shop: () => RunningShop | undefined, notices?: Notices) {
  const explorer = createExplorer({
    assetsDirectory: join(root, 'build/local/explorer'),
    config: () => explorerConfig(shop()!),
    notices,
  });
  return (request: IncomingMessage, response: ServerResponse): void => {
    // The port is open before all that stands behind it.
    if (!shop()) response.writeHead(503, { 'retry-after': '1' }).end('The shop is opening.\n');
    else if (!explorer(request, response)) response.writeHead(404).end('Not found\n');
  };
}

function explorerConfig({ cloud, stack }: RunningShop): ExplorerConfig {
  return {
    title: 'Bodega',
    endpointPath: '/graphql',
    region: cloud.region,
    identities: [
      { kind: 'apiKey', label: 'Guest', apiKey: stack.ApiKey! },
      ...demoUsers.map(({ label, username, password }) => ({
        kind: 'userPool' as const,
        label,
        username,
        password,
      })),
      { kind: 'iam', label: 'Service (IAM)', ...cloud.credentials },
    ],
    userPool: {
      userPoolId: stack.UserPoolId!,
      userPoolClientId: stack.UserPoolClientId!,
      endpoint: cloud.endpoints.gateway,
    },
    tracesPath: '/_local/traces',
    localPath: '/_local',
    tabs,
  };
}
