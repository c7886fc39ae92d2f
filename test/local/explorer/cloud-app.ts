import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Definition } from '../../../local/inspection/graph.ts';
import { notes } from '../cloud/template.ts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const trusting = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'all',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['sqs:*', 'dynamodb:*'], Resource: '*' }] },
      },
    ],
  },
});
const send = (more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  Parameters: { QueueUrl: '${Parcels}', 'MessageBody.$': '$' },
  ...more,
});

/** How parcels go out: a way back, two ways out of a choice, a state that fails and is caught, one that has parts. */
export const shipping: Definition = {
  StartAt: 'Weigh',
  States: {
    Weigh: { Type: 'Pass', Next: 'Heavy?' },
    'Heavy?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.kilos', NumericGreaterThan: 30, Next: 'Ask carrier' },
        { Variable: '$.again', IsPresent: true, Next: 'Rest' },
      ],
      Default: 'Pack',
    },
    Rest: { Type: 'Wait', Seconds: 1, Next: 'Weigh' },
    'Ask carrier': send({
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: {
        QueueUrl: '${Parcels}',
        MessageBody: { 'taskToken.$': '$$.Task.Token', 'kilos.$': '$.kilos' },
      },
      Catch: [{ ErrorEquals: ['TooHeavy'], ResultPath: '$.error', Next: 'Tell customer' }],
      Next: 'Pack',
    }),
    Pack: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Wrap', States: { Wrap: { Type: 'Pass', End: true } } },
        { StartAt: 'Print label', States: { 'Print label': { Type: 'Pass', End: true } } },
      ],
      Next: 'Hand over',
    },
    'Hand over': send({
      Parameters: { QueueUrl: '${Nowhere}', 'MessageBody.$': '$' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Tell customer' }],
      Next: 'Shipped',
    }),
    'Tell customer': send({ Next: 'Not shipped' }),
    Shipped: { Type: 'Succeed' },
    'Not shipped': { Type: 'Fail', Error: 'NotShipped', Cause: 'No carrier takes it.' },
  },
};

/** A table's stream, a function that cannot deal with anything, a schedule: what they give up lies in one queue. */
const tracking = {
  Lost: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tracking-dead' } },
  Steps: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'Steps',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
  Track: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'Track',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: `exports.handler = async () => { throw new Error('No carrier answers.'); }` },
      Role: arnOf('TrackRole'),
    },
  },
  TrackRole: trusting('lambda.amazonaws.com'),
  Events: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Track' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: arnOf('Lost') } },
    },
  },
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Steps', 'StreamArn'] },
      FunctionName: { Ref: 'Track' },
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: arnOf('Lost') } },
    },
  },
  Nightly: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Name: 'nightly',
      ScheduleExpression: 'cron(30 3 * * ? *)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arnOf('Track'),
        RoleArn: arnOf('ScheduleRole'),
        DeadLetterConfig: { Arn: arnOf('Lost') },
      },
    },
  },
  ScheduleRole: trusting('scheduler.amazonaws.com'),
};

/** A GraphQL API as a place to look from, a bus, queues with dead letters, an alarm, and a state machine. */
export const template = {
  Resources: {
    ...notes.Resources,
    ...tracking,
    Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'parcels-dead' } },
    Parcels: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'parcels',
        RedrivePolicy: { deadLetterTargetArn: arnOf('Letters'), maxReceiveCount: 1 },
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'parcels-lost',
        AlarmDescription: 'Parcels are lost',
        Namespace: 'Parcels',
        MetricName: 'Lost',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: 'placed',
        EventBusName: { Ref: 'Bus' },
        EventPattern: { 'detail-type': ['OrderPlaced'] },
        Targets: [{ Id: 'queue', Arn: arnOf('Parcels'), DeadLetterConfig: { Arn: arnOf('Letters') } }],
      },
    },
    Letter: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Parcels' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arnOf('Parcels'),
            },
          ],
        },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'Shipping',
        RoleArn: arnOf('MachineRole'),
        Definition: shipping,
        DefinitionSubstitutions: {
          Parcels: { Ref: 'Parcels' },
          Nowhere: 'http://localhost/000000000000/gone',
        },
      },
    },
    MachineRole: trusting('states.amazonaws.com'),
  },
};

/** Writes the template where `start` can read it. */
export function writeTemplate(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'cloud-app-')), 'Parcels.template.json');
  writeFileSync(path, JSON.stringify(template));
  return path;
}
