import { join } from 'node:path';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import { openDatabase, type Database } from './database.ts';
import { badRequest, databaseError } from './errors.ts';

/** A cluster as its template describes it. */
export interface Cluster {
  /** `DBClusterIdentifier`, in lower case. */
  readonly identifier: string;
  readonly arn: string;
  readonly engine: string;
  /** Whether the Data API may be used. */
  readonly httpEndpoint: boolean;
  readonly databaseName?: string;
  readonly masterUser?: string;
  /** True for one without instances of its own: Serverless v1. */
  readonly serverless: boolean;
}

/** The clusters of the account, their databases opened when first used. */
export interface Clusters {
  add(cluster: Cluster): void;
  remove(identifier: string): void;
  byIdentifier(identifier: string): Cluster | undefined;
  /** Notes an instance of a cluster; undefined takes it away. */
  setInstance(instance: string, cluster: string | undefined): void;
  /**
   * The cluster of a call.
   * @throws AwsError for one that is not there, is not served by the Data API, or has no instance.
   */
  reach(arn: string): Cluster;
  /** @throws AwsError DatabaseErrorException for a name that the cluster has no database of. */
  database(cluster: Cluster, name: string | undefined): Database;
  /** Where a transaction is open, or was. */
  databaseOf(cluster: Cluster, transactionId: string): Database | undefined;
  close(): Promise<void>;
}

export const engine = 'aurora-postgresql';
/** Every cluster of PostgreSQL has it. */
const maintenanceDatabase = 'postgres';

export function createClusters(environment: Environment): Clusters {
  const clusters = new Map<string, Cluster>();
  const instances = new Map<string, string>();
  const databases = new Map<string, Database>();
  const keyOf = ({ identifier }: Cluster, name: string) => `${identifier}/${name}`;
  return {
    add: (cluster) => void clusters.set(cluster.identifier, cluster),
    remove: (identifier) => void clusters.delete(identifier),
    byIdentifier: (identifier) => clusters.get(identifier.toLowerCase()),
    setInstance(instance, cluster) {
      if (cluster === undefined) instances.delete(instance);
      else instances.set(instance, cluster.toLowerCase());
    },
    reach(arn) {
      const cluster = [...clusters.values()].find((one) => one.arn === arn);
      if (!cluster?.httpEndpoint) {
        throw new AwsError(
          'HttpEndpointNotEnabledException',
          `HttpEndpoint is not enabled for resource ${arn}`,
        );
      }
      if (cluster.engine !== engine) {
        throw badRequest(
          `${cluster.identifier} has the engine ${cluster.engine}, which is not run on a laptop: only ${engine} is.`,
        );
      }
      if (!cluster.serverless && ![...instances.values()].includes(cluster.identifier)) {
        // The wording is not established.
        const message = `The DB cluster ${cluster.identifier} doesn't have a DB instance.`;
        throw new AwsError('DatabaseNotFoundException', message, 404);
      }
      return cluster;
    },
    database(cluster, name = cluster.databaseName ?? maintenanceDatabase) {
      if (name !== maintenanceDatabase && name !== cluster.databaseName) {
        throw databaseError({
          severity: 'FATAL',
          message: `database "${name}" does not exist`,
          code: '3D000',
        });
      }
      const key = keyOf(cluster, name);
      let database = databases.get(key);
      if (!database) {
        const { dataDirectory } = environment;
        database = openDatabase(environment, {
          ...(dataDirectory === undefined
            ? {}
            : { dataDirectory: join(dataDirectory, 'rds', cluster.identifier, name) }),
          ...(cluster.masterUser === undefined ? {} : { masterUser: cluster.masterUser }),
        });
        databases.set(key, database);
      }
      return database;
    },
    databaseOf(cluster, transactionId) {
      const names = [
        maintenanceDatabase,
        ...(cluster.databaseName === undefined ? [] : [cluster.databaseName]),
      ];
      return names.map((name) => databases.get(keyOf(cluster, name))).find((one) => one?.has(transactionId));
    },
    async close() {
      await Promise.all([...databases.values()].map((database) => database.close()));
    },
  };
}
