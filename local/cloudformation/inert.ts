import type { Shape } from './shape.ts';

/** A resource type that does nothing on a laptop. */
export interface InertType extends Shape {
  /** Why, for the list at start-up. */
  readonly reason: string;
}

const watching = 'nobody watches a laptop';
const logging = 'logs go to the terminal';
const network = 'everything listens on the loopback interface';
const custody = 'data on a laptop are not backed up';
const edge = 'nothing stands in front of a laptop';
const naming = 'names are not registered for a laptop';

/**
 * The types without meaning on a laptop, in one table. `Ref` and ARN formats are those of the CloudFormation
 * resource reference and the Service Authorization Reference. A type that a provider serves is never looked up here.
 */
export const inertTypes: Readonly<Record<string, InertType>> = {
  'AWS::CDK::Metadata': { reason: 'usage statistics of the CDK' },
  'AWS::CloudFormation::WaitCondition': { reason: 'nothing signals' },
  'AWS::CloudFormation::WaitConditionHandle': { reason: 'nothing signals' },
  'Custom::S3AutoDeleteObjects': { reason: 'buckets are emptied with their directory' },
  'Custom::LogRetention': { reason: logging },

  'AWS::CloudWatch::CompositeAlarm': {
    reason: watching,
    name: 'AlarmName',
    arn: 'cloudwatch:{region}:{account}:alarm:{name}',
  },
  'AWS::CloudWatch::AnomalyDetector': { reason: watching },
  'AWS::CloudWatch::Dashboard': {
    reason: watching,
    name: 'DashboardName',
    arn: 'cloudwatch::{account}:dashboard/{name}',
  },
  'AWS::CloudWatch::InsightRule': {
    reason: watching,
    name: 'RuleName',
    arn: 'cloudwatch:{region}:{account}:insight-rule/{name}',
  },
  'AWS::CloudWatch::MetricStream': {
    reason: watching,
    name: 'Name',
    arn: 'cloudwatch:{region}:{account}:metric-stream/{name}',
  },
  'AWS::ApplicationInsights::Application': {
    reason: watching,
    name: 'ResourceGroupName',
    arn: 'applicationinsights:{region}:{account}:application/resource-group/{name}',
    ref: '{arn}',
  },
  'AWS::ResourceGroups::Group': {
    reason: watching,
    name: 'Name',
    arn: 'resource-groups:{region}:{account}:group/{name}',
  },
  'AWS::Synthetics::Canary': {
    reason: watching,
    name: 'Name',
    arn: 'synthetics:{region}:{account}:canary:{name}',
  },
  'AWS::Oam::Link': { reason: watching, arn: 'oam:{region}:{account}:link/{name}', ref: '{arn}' },
  'AWS::DevOpsGuru::ResourceCollection': { reason: watching },
  'AWS::XRay::Group': {
    reason: watching,
    name: 'GroupName',
    arn: 'xray:{region}:{account}:group/{name}',
    ref: '{arn}',
  },
  'AWS::XRay::SamplingRule': {
    reason: watching,
    name: 'RuleName',
    arn: 'xray:{region}:{account}:sampling-rule/{name}',
    ref: '{arn}',
  },
  'AWS::XRay::ResourcePolicy': { reason: watching, name: 'PolicyName' },
  'AWS::XRay::TransactionSearchConfig': { reason: watching },

  'AWS::SES::ConfigurationSetEventDestination': {
    reason: 'mails go to the outbox, of which no events are told',
  },
  'AWS::Logs::LogGroup': {
    reason: logging,
    name: 'LogGroupName',
    arn: 'logs:{region}:{account}:log-group:{name}:*',
  },
  'AWS::Logs::LogStream': { reason: logging, name: 'LogStreamName' },
  'AWS::Logs::MetricFilter': { reason: logging, name: 'FilterName' },
  'AWS::Logs::SubscriptionFilter': { reason: logging, name: 'FilterName' },
  'AWS::Logs::ResourcePolicy': { reason: logging, name: 'PolicyName' },
  'AWS::Logs::QueryDefinition': { reason: logging },
  'AWS::Logs::AccountPolicy': { reason: logging, name: 'PolicyName' },
  'AWS::CloudTrail::Trail': {
    reason: logging,
    name: 'TrailName',
    arn: 'cloudtrail:{region}:{account}:trail/{name}',
  },

  'AWS::Budgets::Budget': { reason: 'a laptop costs nothing', arn: 'budgets::{account}:budget/{name}' },
  'AWS::CE::AnomalyMonitor': {
    reason: 'a laptop costs nothing',
    arn: 'ce::{account}:anomalymonitor/{name}',
    ref: '{arn}',
  },
  'AWS::CE::AnomalySubscription': {
    reason: 'a laptop costs nothing',
    arn: 'ce::{account}:anomalysubscription/{name}',
    ref: '{arn}',
  },

  'AWS::Backup::BackupVault': {
    reason: custody,
    name: 'BackupVaultName',
    arn: 'backup:{region}:{account}:backup-vault:{name}',
  },
  'AWS::Backup::BackupPlan': { reason: custody, arn: 'backup:{region}:{account}:backup-plan:{name}' },
  'AWS::Backup::BackupSelection': { reason: custody },
  'AWS::Config::ConfigRule': {
    reason: custody,
    name: 'ConfigRuleName',
    arn: 'config:{region}:{account}:config-rule/{name}',
  },

  'AWS::WAFv2::WebACL': {
    reason: edge,
    name: 'Name',
    arn: 'wafv2:{region}:{account}:regional/webacl/{name}/{uuid}',
  },
  'AWS::WAFv2::WebACLAssociation': { reason: edge },
  'AWS::WAFv2::IPSet': {
    reason: edge,
    name: 'Name',
    arn: 'wafv2:{region}:{account}:regional/ipset/{name}/{uuid}',
  },
  'AWS::WAFv2::RegexPatternSet': {
    reason: edge,
    name: 'Name',
    arn: 'wafv2:{region}:{account}:regional/regexpatternset/{name}/{uuid}',
  },
  'AWS::WAFv2::RuleGroup': {
    reason: edge,
    name: 'Name',
    arn: 'wafv2:{region}:{account}:regional/rulegroup/{name}/{uuid}',
  },
  'AWS::WAFv2::LoggingConfiguration': { reason: edge },
  'AWS::Shield::Protection': { reason: edge },

  'AWS::CertificateManager::Certificate': {
    reason: naming,
    arn: 'acm:{region}:{account}:certificate/{uuid}',
    ref: '{arn}',
  },
  'AWS::Route53::RecordSet': { reason: naming, name: 'Name' },
  'AWS::Route53::RecordSetGroup': { reason: naming },
  'AWS::Route53::HostedZone': { reason: naming, arn: 'route53:::hostedzone/{name}' },

  'AWS::EC2::VPC': { reason: network, arn: 'ec2:{region}:{account}:vpc/{name}' },
  'AWS::EC2::Subnet': { reason: network, arn: 'ec2:{region}:{account}:subnet/{name}' },
  'AWS::EC2::SubnetRouteTableAssociation': { reason: network },
  'AWS::EC2::RouteTable': { reason: network },
  'AWS::EC2::Route': { reason: network },
  'AWS::EC2::InternetGateway': { reason: network },
  'AWS::EC2::VPCGatewayAttachment': { reason: network },
  'AWS::EC2::NatGateway': { reason: network },
  'AWS::EC2::EIP': { reason: network },
  'AWS::EC2::VPCEndpoint': { reason: network },
  'AWS::EC2::FlowLog': { reason: network },
  'AWS::EC2::SecurityGroup': { reason: network, arn: 'ec2:{region}:{account}:security-group/{name}' },
  'AWS::EC2::SecurityGroupIngress': { reason: network },
  'AWS::EC2::SecurityGroupEgress': { reason: network },

  'AWS::RDS::DBSubnetGroup': {
    reason: network,
    name: 'DBSubnetGroupName',
    arn: 'rds:{region}:{account}:subgrp:{name}',
  },
  'AWS::RDS::DBClusterParameterGroup': {
    reason: 'PGlite has parameters of its own',
    name: 'DBClusterParameterGroupName',
    arn: 'rds:{region}:{account}:cluster-pg:{name}',
  },
  'AWS::RDS::DBParameterGroup': {
    reason: 'PGlite has parameters of its own',
    name: 'DBParameterGroupName',
    arn: 'rds:{region}:{account}:pg:{name}',
  },

  'AWS::KMS::Key': {
    reason: 'nothing is encrypted at rest on a laptop',
    ref: '{uuid}',
    arn: 'kms:{region}:{account}:key/{uuid}',
    attributes: { KeyId: '{uuid}' },
  },
  'AWS::KMS::Alias': {
    reason: 'nothing is encrypted at rest on a laptop',
    name: 'AliasName',
    arn: 'kms:{region}:{account}:{name}',
  },

  'AWS::ApplicationAutoScaling::ScalableTarget': { reason: 'a laptop has one size' },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    reason: 'a laptop has one size',
    name: 'PolicyName',
    arn: 'autoscaling:{region}:{account}:scalingPolicy:{uuid}:policyName/{name}',
    ref: '{arn}',
  },
  'AWS::SSM::MaintenanceWindow': { reason: 'nothing is maintained on a laptop', name: 'Name' },
  'AWS::ServiceCatalogAppRegistry::Application': {
    reason: watching,
    name: 'Name',
    arn: 'servicecatalog:{region}:{account}:/applications/{name}',
  },
  'AWS::ServiceCatalogAppRegistry::ResourceAssociation': { reason: watching },
};
