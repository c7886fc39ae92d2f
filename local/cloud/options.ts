import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiDefinition } from '../appsync/definition.ts';
import type { Quotas } from '../appsync/quotas.ts';
import type { DeployOptions } from '../cloudformation/deploy.ts';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { Log, LogLevel } from '../core/log.ts';
import type { FaultPlan } from '../faults/index.ts';

/** How a local cloud is to be started. */
export interface StartOptions extends DeployOptions {
  /** A cloud assembly (`cdk.out`), a directory of CloudFormation templates, or one template. */
  readonly cloudAssembly: string;
  /** Display names of the stacks to stand up, `*` for any text (`Dev/*`). @defaultValue all */
  readonly stacks?: readonly string[];
  /** @defaultValue the region the templates are fixed to, or `us-east-1` */
  readonly region?: string;
  /** Twelve digits. @defaultValue the account the templates are fixed to, or `000000000000` */
  readonly accountId?: string;
  /**
   * 0 takes a free port. Without `httpApi` the first HTTP API takes the next one after `graphql` that is free.
   * @defaultValue `{ graphql: 4000, gateway: 4566 }`
   */
  readonly ports?: { readonly graphql?: number; readonly httpApi?: number; readonly gateway?: number };
  /** The address to listen on. @defaultValue `127.0.0.1` */
  readonly host?: string;
  /** Where data and users outlive the process. @defaultValue nowhere: a fresh cloud each time */
  readonly dataDirectory?: string;
  /** Another DynamoDB to use instead of the bundled database, `http://127.0.0.1:8000`. */
  readonly dynamodbEndpoint?: string;
  /**
   * OpenSearch for the data sources of that type, `http://127.0.0.1:9200`, whatever endpoint their templates name: a
   * domain of AWS is not reached from a laptop, nor does one stand here.
   */
  readonly openSearchEndpoint?: string;
  /**
   * Who answers data sources of Amazon Bedrock, `http://127.0.0.1:8080`: anything that speaks Bedrock's own protocol, since
   * no models stand here.
   */
  readonly bedrockEndpoint?: string;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly log?: Log;
  /** How much is logged when no `log` is given. @defaultValue `warn` */
  readonly logLevel?: LogLevel;
  /**
   * TLS beside plain HTTP on the GraphQL port, without which Amplify's clients cannot subscribe: the directory of the
   * local authority, or false for none. @defaultValue `{ directory: '~/.bodega/tls' }`
   */
  readonly tls?: false | { readonly directory?: string };
  /**
   * Keeps a trace of each GraphQL request, to be read at `/_local/traces` of the GraphQL port, and shows there at
   * `/_local/cloud` what queues, event buses and workflows hold. Costs time, and shows data to whoever reaches the port.
   * @defaultValue false
   */
  readonly traces?: boolean;
  /**
   * Rates beyond which GraphQL requests, connections, subscriptions and their messages are refused or dropped, as AWS
   * has them for each account. @defaultValue none but the 100 invalidations a second that nobody is given more of
   */
  readonly graphqlQuotas?: Quotas;
  /** What is to go wrong, by a seed. @defaultValue nothing, until `cloud.faults.set` says otherwise */
  readonly faults?: FaultPlan;
  /** Serves what on a GraphQL port is not the API's, an explorer page at `/`, say. */
  site?(request: IncomingMessage, response: ServerResponse, api: ApiDefinition): void;
}
