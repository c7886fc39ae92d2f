import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { App, CfnOutput, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { AuthorizationType, Code, Definition, FunctionRuntime, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import {
  Archive,
  CfnEventBusPolicy,
  EventBus,
  EventField,
  Match,
  Rule,
  RuleTargetInput,
  Schedule as RuleSchedule,
} from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { Code as FunctionCode, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleGroup, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage, Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * An app as teams write it with the CDK: a GraphQL field puts events on a bus, and rules and schedules deliver.
 *
 * @param folder - an empty folder
 * @returns its cloud assembly
 */
export function orderingApp(folder: string): string {
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const stack = new Stack(app, 'Orders', { env: { account: '123456789012', region: 'us-east-1' } });
  const out = (name: string, value: string) => new CfnOutput(stack, name, { value });

  const bus = new EventBus(stack, 'Bus', { eventBusName: 'orders' });
  const other = new EventBus(stack, 'Other', { eventBusName: 'other' });
  bus.grantPutEventsTo(putter(stack));
  new CfnEventBusPolicy(stack, 'Partner', {
    eventBusName: bus.eventBusName,
    statementId: 'partner',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'events:PutEvents',
      Resource: bus.eventBusArn,
    },
  });
  new Archive(stack, 'Archive', {
    sourceEventBus: bus,
    eventPattern: { source: ['shop'] },
    retention: Duration.days(7),
  });

  const letters = new Queue(stack, 'Letters');
  const paid = new Queue(stack, 'Paid');
  const news = new Queue(stack, 'News');
  const topic = new Topic(stack, 'Topic');
  topic.addSubscription(new SqsSubscription(news, { rawMessageDelivery: true }));
  new Rule(stack, 'Placed', {
    eventBus: bus,
    eventPattern: {
      source: ['shop'],
      detailType: Match.prefix('Order'),
      detail: { total: Match.greaterThan(10) },
    },
    targets: [
      new targets.SqsQueue(paid, {
        deadLetterQueue: letters,
        retryAttempts: 3,
        maxEventAge: Duration.hours(2),
        message: RuleTargetInput.fromObject({ order: EventField.fromPath('$.detail.id'), rule: 'placed' }),
      }),
      new targets.SnsTopic(topic, {
        message: RuleTargetInput.fromText(`Order ${EventField.fromPath('$.detail.id')}`),
      }),
      new targets.EventBus(other),
    ],
  });

  const heard = new Queue(stack, 'Heard');
  const hear = new Function(stack, 'Hear', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: FunctionCode.fromInline('exports.handler = async () => undefined;'),
  });
  new Rule(stack, 'Elsewhere', {
    eventBus: other,
    eventPattern: { source: ['shop'] },
    targets: [new targets.SqsQueue(heard), new targets.LambdaFunction(hear, { deadLetterQueue: letters })],
  });
  new Rule(stack, 'Nightly', {
    schedule: RuleSchedule.cron({ minute: '0', hour: '3' }),
    targets: [new targets.SqsQueue(heard)],
  });

  const scheduleGroup = new ScheduleGroup(stack, 'Group');
  const input = ScheduleTargetInput.fromObject({ closing: true });
  new Schedule(stack, 'Closing', {
    scheduleGroup,
    schedule: ScheduleExpression.cron({ minute: '0', hour: '20', timeZone: TimeZone.EUROPE_BERLIN }),
    target: new SqsSendMessage(heard, { input, deadLetterQueue: letters, maxEventAge: Duration.hours(1) }),
  });
  new Schedule(stack, 'Sweep', {
    schedule: ScheduleExpression.rate(Duration.days(1)),
    target: new Universal({
      service: 'sqs',
      action: 'sendMessage',
      input: ScheduleTargetInput.fromObject({ QueueUrl: heard.queueUrl, MessageBody: 'swept' }),
    }),
  });

  writeFileSync(
    join(folder, 'schema.graphql'),
    'type Query { none: String } type Mutation { place(id: Int!, total: Int!): AWSJSON }',
  );
  const api = new GraphqlApi(stack, 'Api', {
    name: 'orders',
    definition: Definition.fromFile(join(folder, 'schema.graphql')),
    authorizationConfig: { defaultAuthorization: { authorizationType: AuthorizationType.API_KEY } },
  });
  api.addEventBridgeDataSource('Events', bus).createResolver('Place', {
    typeName: 'Mutation',
    fieldName: 'place',
    runtime: FunctionRuntime.JS_1_0_0,
    code: Code.fromInline(`
      export function request(ctx) {
        return {
          operation: 'PutEvents',
          events: [{ source: 'shop', detailType: 'OrderPlaced', detail: ctx.args }],
        };
      }
      export function response(ctx) { return ctx.result; }`),
  });
  out('Key', api.apiKey!);
  out('PaidUrl', paid.queueUrl);
  out('NewsUrl', news.queueUrl);
  out('HeardUrl', heard.queueUrl);
  app.synth();
  return join(folder, 'cdk.out');
}

const putter = (stack: Stack) =>
  new Function(stack, 'Putter', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: FunctionCode.fromInline('exports.handler = async () => undefined;'),
  });
