import type { DeployedResource } from '../cloudformation/world.ts';
import type { Report } from '../cloudformation/report.ts';
import type { Credentials } from '../core/ports.ts';
import type { LocalCertificate } from '../tls/certificate.ts';
import type { Services } from './services.ts';

/** A local cloud that stands. */
export interface LocalCloud {
  readonly region: string;
  readonly accountId: string;
  /** Outputs of every stack, by stack name and output name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly exports: Readonly<Record<string, string>>;
  readonly resources: readonly DeployedResource[];
  readonly endpoints: Endpoints;
  /** The account's administrator, for SDKs, seeds and tests. */
  readonly credentials: Credentials;
  /** What takes effect, what has no meaning on a laptop, and what is unknown. */
  readonly report: Report;
  /** The local authority's certificate and the file to trust; absent without TLS. */
  readonly certificate?: Pick<LocalCertificate, 'ca' | 'caPath'>;
  /** The services themselves, for what their APIs do not offer: the messages Cognito would have sent, say. */
  readonly services: Services;
  /** Stops everything that was started: sockets, workers, the database. May be called more than once. */
  close(): Promise<void>;
}

/** Where the cloud answers; those of the first GraphQL API, absent when the templates have none. */
export interface Endpoints {
  /** `http://localhost:4000/graphql` */
  readonly graphql?: string;
  /** `wss://localhost:4000/graphql/realtime` */
  readonly realtime?: string;
  /** The AWS service APIs, for `AWS_ENDPOINT_URL`: `http://127.0.0.1:4566` */
  readonly gateway: string;
  /** The page that `site` serves. */
  readonly explorer?: string;
}
