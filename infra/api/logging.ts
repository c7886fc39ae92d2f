import { RemovalPolicy } from 'aws-cdk-lib';
import type { CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Stage } from '../stage.ts';

const roleId = 'LogsRole';

/** How the API logs: errors of fields, and outside development without headers and contexts, which name customers. */
export function logging(scope: Construct, stage: Stage): CfnGraphQLApi.LogConfigProperty {
  const role = new Role(scope, roleId, { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
  return {
    cloudWatchLogsRoleArn: role.roleArn,
    fieldLogLevel: 'ERROR',
    excludeVerboseContent: !stage.development,
  };
}

/** Makes the log group before AppSync would, so that it has a retention, and lets the API write to it. */
export function keepLogs(scope: Construct, stage: Stage, api: CfnGraphQLApi): void {
  const logGroup = new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/appsync/apis/${api.attrApiId}`,
    retention: stage.development ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // Apart from the role, which the API names: the log group's name holds the API's id.
  new Policy(scope, 'WriteLogs', {
    roles: [scope.node.findChild(roleId) as Role],
    statements: [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    ],
  });
  acknowledge(api, {
    'AwsSolutions-ASC3':
      'Requests and field errors are logged; headers and contexts are not, since they name customers.',
  });
}
