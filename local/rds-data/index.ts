import type { AwsApi } from '../core/aws-api.ts';
import type { Environment } from '../core/environment.ts';
import type { DatabaseSecrets, Iam, RdsData } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { rdsDataApi } from './api.ts';
import { createCall } from './call.ts';
import { createClusters } from './clusters.ts';
import { rdsProviders } from './providers.ts';

/** Clusters of Aurora PostgreSQL, used through the Data API. */
export interface RdsDataService extends RdsData {
  readonly resources: ResourceProvider[];
  readonly api: AwsApi;
  close(): Promise<void>;
}

/**
 * Each database of a cluster is PostgreSQL in a thread (PGlite), opened when it is first used; with a data directory it
 * outlives the process. It has one connection: calls take turns, and an open transaction lets no other in.
 *
 * @param options.secrets - absent: any secret that policies allow is taken to be the master user's
 * @example
 * const rdsData = createRdsData({ environment, iam });
 * const { records } = await rdsData.call('ExecuteStatement', { resourceArn, secretArn, sql: 'SELECT 1' });
 */
export function createRdsData(options: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly secrets?: DatabaseSecrets;
}): RdsDataService {
  const { environment, iam, secrets } = options;
  const clusters = createClusters(environment);
  const call = createCall(clusters, iam, secrets);
  return {
    call,
    resources: rdsProviders(environment, clusters, secrets),
    api: rdsDataApi(call),
    close: clusters.close,
  };
}
