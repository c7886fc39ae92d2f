import { readFileSync } from 'node:fs';
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Events } from '../events/events.ts';
import { ShopFunction } from '../functions/shop-function.ts';
import { WorkQueue } from '../payments/work-queue.ts';
import type { Stage } from '../stage.ts';

export interface FulfilmentProps {
  readonly stage: Stage;
  readonly table: Table;
  readonly events: Events;
  /** Who is told of orders that are late. */
  readonly staff: Topic;
}

/** How long staff may take to decide on an order that is held, in hours. */
const reviewHours = 48;

/** The events that let a workflow go on. */
const steps = ['PLACED', 'CONFIRMED', 'RELEASED', 'CANCELLED', 'EXPIRED', 'SHIPMENT_SHIPPED', 'DELIVERED'];

/** The way of an order as a workflow: `fulfilment.asl.json`. */
export class Fulfilment extends Construct {
  constructor(scope: Construct, id: string, { stage, table, events, staff }: FulfilmentProps) {
    super(scope, id);
    const environment = { TABLE_NAME: table.tableName };
    const step = (handler: string, description: string, more: Record<string, string> = {}) => {
      const made = new ShopFunction(this, handler, {
        stage,
        handler,
        description,
        timeout: Duration.seconds(30),
        memory: 256,
        environment: { ...environment, ...more },
      });
      made.allowOrders(table);
      return made;
    };
    const awaitStage = step('awaitStage', 'Waits until an order has come to a stage');
    const assessRisk = step('assessRisk', 'Looks whether somebody should look at an order');
    const holdOrder = step('holdOrder', 'Holds an order until somebody has decided', {
      REVIEW_HOURS: String(reviewHours),
    });
    const functions = { awaitStage, assessRisk, holdOrder };
    const machine = this.stateMachine(stage, functions, staff);

    const timeout = Duration.seconds(30);
    const work = new WorkQueue(this, 'Steps', {
      tries: 8,
      timeout,
      meaning: 'Workflows of orders do not go on',
    });
    const drive = step('driveFulfilment', 'Starts the workflows of orders, and lets them go on', {
      STATE_MACHINE_ARN: machine.attrArn,
    });
    drive.allow(['states:StartExecution'], [machine.attrArn]);
    // By name: what the machine calls would otherwise depend on the machine.
    const arn = Stack.of(this).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName(stage),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    for (const one of [awaitStage, holdOrder, drive]) {
      one.allow(['states:SendTaskSuccess', 'states:SendTaskFailure'], [arn]);
    }
    work.feed(drive);
    events.feed('ToFulfilment', work.queue, steps);
  }

  private stateMachine(stage: Stage, functions: Record<string, ShopFunction>, staff: Topic): CfnStateMachine {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const arns = Object.fromEntries(
      Object.entries(functions).map(([name, one]) => [name, one.function.functionArn]),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: Object.values(arns) }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [staff.topicArn] }));
    const logs = new LogGroup(this, 'Logs', {
      // Logs that Step Functions writes to have this prefix, or their resource policy outgrows its limit.
      logGroupName: `/aws/vendedlogs/states/bodega-${stage.name}-fulfilment`,
      retention: stage.development ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const statement of [logStatement(), traceStatement()]) role.addToPolicy(statement);
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'Log deliveries and X-Ray know no resources: their actions can be granted on * alone.',
    });
    return new CfnStateMachine(this, 'Machine', {
      stateMachineName: machineName(stage),
      roleArn: role.roleArn,
      definitionString: Stack.of(this).toJsonString(definition()),
      definitionSubstitutions: { ...arns, staffTopic: staff.topicArn },
      tracingConfiguration: { enabled: true },
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logs.logGroupArn } }],
      },
    });
  }
}

const machineName = (stage: Stage) => `bodega-${stage.name}-fulfilment`;

/** The definition with the time that a review may take. */
function definition(): unknown {
  const text = readFileSync(new URL('fulfilment.asl.json', import.meta.url), 'utf8');
  return JSON.parse(text.replace('"${reviewSeconds}"', String(reviewHours * 3600)));
}

function logStatement(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    resources: ['*'],
  });
}

function traceStatement(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ],
    resources: ['*'],
  });
}
