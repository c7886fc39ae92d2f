import { RDSDataClient, ExecuteStatementCommand, type SqlParameter } from '@aws-sdk/client-rds-data';
import { ManualClock } from '../../../local/core/clock.ts';
import type { Environment } from '../../../local/core/environment.ts';
import type { DatabaseSecrets } from '../../../local/core/ports.ts';
import { createGateway } from '../../../local/gateway/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createRdsData } from '../../../local/rds-data/index.ts';
import { create, testEnvironment } from '../support.ts';

/** A cluster behind a gateway, the Data API's SDK, and a clock that a test moves. */
export async function startCluster(
  changes: Partial<Environment> = {},
  options: { secrets?: DatabaseSecrets; cluster?: Record<string, unknown>; instance?: boolean } = {},
) {
  const clock = new ManualClock(Date.now());
  // Signatures are compared with the machine's time, which no test moves.
  const iam = createIam({ environment: testEnvironment() });
  const gateway = await createGateway({ environment: testEnvironment(), iam, port: 0 });
  const { secrets } = options;
  const rdsData = createRdsData({
    environment: testEnvironment({ clock, ...changes }),
    iam,
    ...(secrets ? { secrets } : {}),
  });
  gateway.serve(iam.api, rdsData.api);
  const { ref, attributes } = await create(rdsData.resources, 'AWS::RDS::DBCluster', {
    Engine: 'aurora-postgresql',
    DBClusterIdentifier: 'Books',
    DatabaseName: 'books',
    MasterUsername: 'keeper',
    EnableHttpEndpoint: true,
    ...options.cluster,
  });
  if (options.instance !== false) {
    await create(rdsData.resources, 'AWS::RDS::DBInstance', {
      DBClusterIdentifier: ref,
      DBInstanceClass: 'db.serverless',
      Engine: 'aurora-postgresql',
    });
  }
  const target = {
    resourceArn: String(attributes!['DBClusterArn']),
    secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:books-AbCdEf',
  };
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new RDSDataClient({ region: 'us-east-1', endpoint: gateway.url, credentials, maxAttempts: 1 });
  const client = clientOf({ accessKeyId: 'local', secretAccessKey: 'local' });
  return {
    clock,
    iam,
    client,
    clientOf,
    rdsData,
    target,
    attributes: attributes!,
    sql: (
      sql: string,
      parameters?: SqlParameter[],
      more: Partial<ConstructorParameters<typeof ExecuteStatementCommand>[0]> = {},
    ) => client.send(new ExecuteStatementCommand({ ...target, sql, parameters, ...more })),
    async close() {
      client.destroy();
      await gateway.close();
      await rdsData.close();
    },
  };
}

export type TestCluster = Awaited<ReturnType<typeof startCluster>>;
