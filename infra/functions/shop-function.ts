import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functionBundle } from '../artefacts.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Stage } from '../stage.ts';

export interface ShopFunctionProps {
  readonly stage: Stage;
  /** The handler's file name in `functions/`, without extension. */
  readonly handler: string;
  readonly description: string;
  readonly timeout: Duration;
  /** In megabytes; a function's share of a processor grows with it. */
  readonly memory: number;
  readonly environment?: Record<string, string>;
  /** The most copies that run at once; none when absent. */
  readonly concurrency?: number;
}

/**
 * A Lambda function as this shop has them: a bundle from the build, a log group of its own, and a role that may write
 * to that log group, trace, and nothing else until `allow` says so.
 */
export class ShopFunction extends Construct {
  readonly function: Function;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ShopFunctionProps) {
    super(scope, id);
    const { stage } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.development ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new Function(this, 'Function', {
      description: props.description,
      code: Code.fromAsset(functionBundle(props.handler)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memory,
      ...(props.concurrency === undefined ? {} : { reservedConcurrentExecutions: props.concurrency }),
      role: this.role,
      logGroup,
      tracing: Tracing.ACTIVE,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.handler,
        POWERTOOLS_LOG_LEVEL: stage.development ? 'DEBUG' : 'INFO',
        STAGE: stage.name,
        ...props.environment,
      },
    });
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray knows no resources: its write actions can be granted on * alone.',
    });
  }

  /** Allows the function the actions on the resources, and nothing beyond. */
  allow(actions: string[], resources: string[]): void {
    this.role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources }));
  }

  /** Allows the function to read and change orders with what hangs from them. */
  allowOrders(table: Table): void {
    this.allow(
      [
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      [table.tableArn],
    );
    this.allow(['dynamodb:Query'], [`${table.tableArn}/index/gsi3`]);
  }
}
