import { RemovalPolicy } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, ParameterMapping, type CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration, HttpSqsIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Stage } from '../stage.ts';

/** What the outside world calls: payment providers with their webhooks, and customers of the test bank. */
export class PaymentEndpoint extends Construct {
  /** Without a slash at its end. */
  readonly url: string;
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: `bodega-${stage.name}-payments`,
      description: 'Webhooks of payment providers',
    });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.development ? RetentionDays.ONE_WEEK : RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const deployed = this.api.defaultStage!.node.defaultChild as CfnStage;
    deployed.accessLogSettings = {
      destinationArn: logGroup.logGroupArn,
      format: JSON.stringify({
        requestId: '$context.requestId',
        time: '$context.requestTime',
        route: '$context.routeKey',
        status: '$context.status',
        error: '$context.integrationErrorMessage',
      }),
    };
    deployed.defaultRouteSettings = { throttlingBurstLimit: 200, throttlingRateLimit: 100 };
    this.url = this.api.apiEndpoint;
  }

  /**
   * Puts webhooks of a provider into a queue as they come: whatever happens to the work on them, they are not lost.
   * The body is the message; beside it stand the provider's name and the header that signs the body.
   *
   * @returns where the provider sends them.
   */
  receive(provider: string, signatureHeader: string, queue: Queue): string {
    const path = `/webhooks/${provider}`;
    const attributes = {
      provider: { DataType: 'String', StringValue: provider },
      signature: { DataType: 'String', StringValue: `\${request.header.${signatureHeader}}` },
    };
    const [route] = this.api.addRoutes({
      path,
      methods: [HttpMethod.POST],
      integration: new HttpSqsIntegration('Webhooks', {
        queue,
        parameterMapping: new ParameterMapping()
          .custom('QueueUrl', queue.queueUrl)
          .custom('MessageBody', '$request.body')
          .custom('MessageAttributes', JSON.stringify(attributes)),
      }),
    });
    acknowledge(route!, {
      'AwsSolutions-APIG4':
        'Providers sign what they send; the signature is checked before anything is done.',
    });
    return `${this.url}${path}`;
  }

  /** Answers a path by a function, for anybody. */
  show(path: string, handler: Function, why: string): void {
    const routes = this.api.addRoutes({
      path,
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: new HttpLambdaIntegration('Page', handler),
    });
    for (const route of routes) acknowledge(route, { 'AwsSolutions-APIG4': why });
  }
}
