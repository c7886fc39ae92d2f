import type { Shape } from './shape.ts';

/**
 * Types that would have a meaning on a laptop, but that no provider stands up. They are reported as unknown and not
 * created; what references to them yield is known, so that the rest of the templates can be written. Calling such a
 * resource fails at the gateway with the name of its service. `Ref` and ARN formats are those of the CloudFormation
 * resource reference and the Service Authorization Reference.
 */
export const absentTypes: Readonly<Record<string, Shape>> = {
  'AWS::Bedrock::Guardrail': {
    arn: 'bedrock:{region}:{account}:guardrail/{uuid}',
    ref: '{arn}',
    attributes: { GuardrailId: '{uuid}', Version: 'DRAFT' },
  },
  'AWS::Bedrock::GuardrailVersion': { ref: '{uuid}|1', attributes: { Version: '1' } },
  'AWS::Events::ApiDestination': {
    name: 'Name',
    arn: 'events:{region}:{account}:api-destination/{name}/{uuid}',
  },
  'AWS::Events::Connection': {
    name: 'Name',
    arn: 'events:{region}:{account}:connection/{name}/{uuid}',
    attributes: {
      SecretArn: 'arn:{partition}:secretsmanager:{region}:{account}:secret:events!connection/{name}/{uuid}',
    },
  },
  'AWS::Kinesis::Stream': { name: 'Name', arn: 'kinesis:{region}:{account}:stream/{name}' },
  'AWS::KinesisFirehose::DeliveryStream': {
    name: 'DeliveryStreamName',
    arn: 'firehose:{region}:{account}:deliverystream/{name}',
  },
  'AWS::OpenSearchService::Domain': {
    name: 'DomainName',
    arn: 'es:{region}:{account}:domain/{name}',
    attributes: { DomainEndpoint: 'search-{name}.{region}.es.amazonaws.com', Id: '{account}/{name}' },
  },
  'AWS::S3::Bucket': {
    name: 'BucketName',
    arn: 's3:::{name}',
    attributes: {
      DomainName: '{name}.s3.amazonaws.com',
      RegionalDomainName: '{name}.s3.{region}.amazonaws.com',
      WebsiteURL: 'http://{name}.s3-website-{region}.amazonaws.com',
    },
  },
  'AWS::S3::BucketPolicy': {},
};
