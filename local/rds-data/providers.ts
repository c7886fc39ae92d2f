import type { Environment } from '../core/environment.ts';
import type { DatabaseSecrets } from '../core/ports.ts';
import {
  RestartNeededError,
  type CreatedResource,
  type ResourceProvider,
  type ResourceRequest,
} from '../core/resource.ts';
import { engine, type Cluster, type Clusters } from './clusters.ts';

const port = 5432;
/** What decides which databases there are, and as whom they are used. */
const fixed = ['DBClusterIdentifier', 'Engine', 'DatabaseName', 'MasterUsername', 'ManageMasterUserPassword'];

const size = 'a laptop has one size';
const custody = 'data on a laptop are not backed up';
const network = 'the Data API is the way in';
const upkeep = 'nothing is maintained on a laptop';
const watching = 'nobody watches a laptop';
const secrecy = 'nothing is encrypted at rest on a laptop';
const signIn = 'the Data API is the way in, and it asks for no password';
const naming = 'a laptop has no tags';

const shared: Readonly<Record<string, string>> = {
  AllocatedStorage: size,
  AutoMinorVersionUpgrade: upkeep,
  BackupRetentionPeriod: custody,
  CopyTagsToSnapshot: custody,
  DatabaseInsightsMode: watching,
  DBSubnetGroupName: network,
  DeleteAutomatedBackups: custody,
  DeletionProtection: custody,
  EnableCloudwatchLogsExports: watching,
  EnableIAMDatabaseAuthentication: signIn,
  EngineLifecycleSupport: upkeep,
  EngineVersion: 'PGlite has a version of its own',
  Iops: size,
  KmsKeyId: secrecy,
  MasterUserPassword: signIn,
  MonitoringInterval: watching,
  MonitoringRoleArn: watching,
  NetworkType: network,
  PerformanceInsightsKMSKeyId: watching,
  PerformanceInsightsRetentionPeriod: watching,
  Port: network,
  PreferredBackupWindow: custody,
  PreferredMaintenanceWindow: upkeep,
  PubliclyAccessible: network,
  StorageEncrypted: secrecy,
  StorageType: size,
  Tags: naming,
};

/** `AWS::RDS::DBCluster` and its `AWS::RDS::DBInstance`s. */
export function rdsProviders(
  environment: Environment,
  clusters: Clusters,
  secrets: DatabaseSecrets | undefined,
): ResourceProvider[] {
  return [clusterProvider(environment, clusters, secrets), instanceProvider(environment, clusters)];
}

function clusterProvider(
  { partition, region, accountId, log }: Environment,
  clusters: Clusters,
  secrets: DatabaseSecrets | undefined,
): ResourceProvider {
  const read = ({ properties, generatedName }: ResourceRequest): Cluster => {
    const identifier = String(properties.DBClusterIdentifier ?? generatedName).toLowerCase();
    return {
      identifier,
      arn: `arn:${partition}:rds:${region}:${accountId}:cluster:${identifier}`,
      engine: String(properties.Engine),
      httpEndpoint: isTrue(properties.EnableHttpEndpoint),
      serverless: properties.EngineMode === 'serverless',
      ...(properties.DatabaseName === undefined ? {} : { databaseName: properties.DatabaseName }),
      ...(properties.MasterUsername === undefined ? {} : { masterUser: properties.MasterUsername }),
    };
  };
  /** The master user's secret, for a cluster that lets RDS keep it. */
  const secretOf = async ({ identifier, masterUser = 'postgres' }: Cluster): Promise<string> => {
    const name = `rds!cluster-${identifier}`;
    if (secrets) return secrets.manage(name, JSON.stringify({ username: masterUser, password: identifier }));
    return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-000000`;
  };
  return {
    type: 'AWS::RDS::DBCluster',
    honoured: [...fixed, 'EnableHttpEndpoint', 'EngineMode'],
    inert: {
      ...shared,
      AssociatedRoles: 'PGlite has no functions that call AWS',
      AvailabilityZones: network,
      BacktrackWindow: custody,
      ClusterScalabilityType: size,
      DBClusterInstanceClass: size,
      DBClusterParameterGroupName: 'PGlite has parameters of its own',
      DBInstanceParameterGroupName: 'PGlite has parameters of its own',
      MasterUserAuthenticationType: signIn,
      MasterUserSecret: secrecy,
      PerformanceInsightsEnabled: watching,
      ScalingConfiguration: size,
      ServerlessV2ScalingConfiguration: size,
      VpcSecurityGroupIds: network,
    },
    async create(request) {
      const cluster = read(request);
      if (cluster.engine !== engine) {
        log.warn(`${request.logicalId}: ${cluster.engine} is not run on a laptop, only ${engine} is.`);
      }
      const { properties } = request;
      const secretArn = isTrue(properties.ManageMasterUserPassword) ? await secretOf(cluster) : undefined;
      clusters.add(cluster);
      return created(cluster.identifier, {
        DBClusterArn: cluster.arn,
        DBClusterResourceId: `cluster-${cluster.identifier.toUpperCase()}`,
        'ReadEndpoint.Address': `${cluster.identifier}.cluster-ro-local.${region}.rds.amazonaws.com`,
        'Endpoint.Address': `${cluster.identifier}.cluster-local.${region}.rds.amazonaws.com`,
        ...(secretArn === undefined ? {} : { 'MasterUserSecret.SecretArn': secretArn }),
      });
    },
    async update(request) {
      requireSame(request, fixed);
      const former = read({ ...request, properties: request.former });
      clusters.add(read(request));
      return { created: request.created, undo: () => clusters.add(former) };
    },
    async remove(request) {
      const cluster = read(request);
      clusters.remove(cluster.identifier);
      return () => clusters.add(cluster);
    },
  };
}

function instanceProvider(
  { partition, region, accountId, log }: Environment,
  clusters: Clusters,
): ResourceProvider {
  const identifierOf = ({ properties, generatedName }: ResourceRequest) =>
    String(properties.DBInstanceIdentifier ?? generatedName).toLowerCase();
  return {
    type: 'AWS::RDS::DBInstance',
    honoured: ['DBInstanceIdentifier', 'DBClusterIdentifier', 'Engine'],
    inert: {
      ...shared,
      ApplyImmediately: upkeep,
      AssociatedRoles: 'PGlite has no functions that call AWS',
      AvailabilityZone: network,
      CACertificateIdentifier: network,
      DBInstanceClass: size,
      DBName: 'an instance without a cluster is not run on a laptop',
      DBParameterGroupName: 'PGlite has parameters of its own',
      EnablePerformanceInsights: watching,
      ManageMasterUserPassword: 'an instance without a cluster is not run on a laptop',
      MasterUsername: 'an instance without a cluster is not run on a laptop',
      MaxAllocatedStorage: size,
      MultiAZ: size,
      PromotionTier: size,
      VPCSecurityGroups: network,
    },
    async create(request) {
      const identifier = identifierOf(request);
      const { DBClusterIdentifier } = request.properties;
      if (DBClusterIdentifier === undefined) {
        log.warn(`${request.logicalId}: an instance without a cluster is not run on a laptop.`);
      } else clusters.setInstance(identifier, DBClusterIdentifier);
      return created(identifier, {
        DBInstanceArn: `arn:${partition}:rds:${region}:${accountId}:db:${identifier}`,
        DbiResourceId: `db-${identifier.toUpperCase()}`,
        'Endpoint.Address': `${identifier}.local.${region}.rds.amazonaws.com`,
      });
    },
    async update(request) {
      requireSame(request, ['DBInstanceIdentifier', 'DBClusterIdentifier', 'Engine']);
      return { created: request.created, undo: () => {} };
    },
    async remove(request) {
      const identifier = identifierOf(request);
      const { DBClusterIdentifier } = request.properties;
      clusters.setInstance(identifier, undefined);
      return () => clusters.setInstance(identifier, DBClusterIdentifier);
    },
  };
}

const created = (identifier: string, attributes: Record<string, string>): CreatedResource => ({
  ref: identifier,
  attributes: { 'Endpoint.Port': String(port), ...attributes },
});

function requireSame(
  { properties, former }: { properties: Record<string, any>; former: Record<string, any> },
  names: readonly string[],
): void {
  const changed = names.find((name) => properties[name] !== former[name]);
  if (changed !== undefined) throw new RestartNeededError(`A change of ${changed} needs a fresh start.`);
}

const isTrue = (value: unknown) => value === true || value === 'true';
