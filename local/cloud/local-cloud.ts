import type { DeployedResource } from '../cloudformation/world.ts';
import type { Report } from '../cloudformation/report.ts';
import type { Credentials } from '../core/ports.ts';
import type { FaultControl } from '../faults/index.ts';
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
  /** What goes wrong on purpose: rates, counts, and a log of what was injected. */
  readonly faults: FaultControl;
  /**
   * Carries a change over while everything runs: data, sockets, subscriptions and sessions stay. Given templates, it
   * compares them with those that stand; given files, it reads anew whatever is made from them. Updates wait for one
   * another. One that fails changes nothing.
   *
   * @returns what was changed, by `Stack/LogicalId`; with templates also what was added and removed.
   * @throws RestartNeededError for what only a fresh start can take up, and whatever `start` throws.
   *
   * @example
   * await cloud.update({ files: ['build/resolvers/Query.note.js'] });
   * await cloud.update({ cloudAssembly: 'cdk.out' });
   */
  update(change: Update): Promise<string[]>;
  /** Stops everything that was started: sockets, workers, the database. May be called more than once. */
  close(): Promise<void>;
  /**
   * Ends everything as if the process were killed: workers and the database at once, nothing more is written to the
   * data directory or answered. Resolves when ports and files are free for the next start.
   */
  crash(): Promise<void>;
}

/** What is new: templates, or the content of files that are assets or lie in a directory that is one. */
export type Update = { readonly cloudAssembly: string } | { readonly files: readonly string[] };

/** Where the cloud answers; those of the first GraphQL API, absent when the templates have none. */
export interface Endpoints {
  /** `http://localhost:4000/graphql` */
  readonly graphql?: string;
  /** `wss://localhost:4000/graphql/realtime` */
  readonly realtime?: string;
  /** The HTTP APIs of the templates, each on a port of its own: `http://localhost:4001` */
  readonly httpApis: readonly { readonly name: string; readonly url: string }[];
  /** The AWS service APIs, for `AWS_ENDPOINT_URL`: `http://127.0.0.1:4566` */
  readonly gateway: string;
  /** The page that `site` serves. */
  readonly explorer?: string;
}
