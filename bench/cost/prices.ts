import { prices as traced } from '../../local/appsync/tracing/price.ts';

/** A public price in us-east-1, on demand, in US dollars; free tiers left out. */
export interface Price {
  /** Of one unit. */
  readonly dollars: number;
  readonly unit: string;
  /** Where it was read, and of when that is. `unverified`: known, but no page at hand said so. */
  readonly source: string;
}

const million = 1e6;
const gigabyte = 1e9;

/**
 * What the lines of the bill are made of. Each was looked up on 24 November 2026 in stored copies of public pages; what
 * none of them said is marked.
 */
export const prices = {
  appsyncRequest: {
    dollars: traced.request,
    unit: 'query or mutation',
    source: 'AppSync, $4.00 a million: awsi.click/en/glossary/appsync',
  },
  realtimeUpdate: {
    dollars: 2 / million,
    unit: 'message to a subscriber',
    source: 'AppSync, $2.00 a million: aws.amazon.com/appsync/pricing',
  },
  connectionMinute: {
    dollars: 0.08 / million,
    unit: 'minute of a connection',
    source: 'AppSync, $0.08 a million: aws.amazon.com/appsync/pricing',
  },
  readUnit: {
    dollars: traced.readUnit,
    unit: 'read request unit',
    source: 'DynamoDB, $0.125 a million since November 2024: airbyte.com, DynamoDB pricing, July 2025',
  },
  writeUnit: {
    dollars: traced.writeUnit,
    unit: 'write request unit',
    source: 'DynamoDB, $0.625 a million since November 2024: airbyte.com, DynamoDB pricing, July 2025',
  },
  streamRead: {
    dollars: 0,
    unit: 'GetRecords of a trigger',
    source: 'DynamoDB Streams: reads of Lambda triggers are not charged (unverified)',
  },
  invocation: {
    dollars: traced.invocation,
    unit: 'request',
    source: 'Lambda, $0.20 a million (unverified)',
  },
  gigabyteSecond: {
    dollars: 0.0000133334,
    unit: 'GB-second on Arm',
    source: 'Lambda, first tier: cloudchipr.com/blog/aws-lambda-pricing, 2024',
  },
  sqsRequest: {
    dollars: 0.4 / million,
    unit: 'request to a standard queue',
    source: 'SQS, $0.40 a million: factualminds.com, Amazon SQS pricing, June 2026',
  },
  sqsFifoRequest: {
    dollars: 0.5 / million,
    unit: 'request to a FIFO queue',
    source: 'SQS, $0.50 a million: factualminds.com, Amazon SQS pricing, June 2026',
  },
  event: {
    dollars: traced.event,
    unit: 'custom event of up to 64 KB',
    source: 'EventBridge, $1.00 a million: factualminds.com, Amazon EventBridge pricing, June 2026',
  },
  archivedGigabyte: {
    dollars: 0.1,
    unit: 'GB put into an archive',
    source: 'EventBridge, $0.10: factualminds.com, Amazon EventBridge pricing, June 2026',
  },
  transition: {
    dollars: 25 / million,
    unit: 'state transition, standard workflow',
    source: 'Step Functions, $0.025 a thousand: aws.amazon.com/step-functions/pricing',
  },
  mail: {
    dollars: 0.1 / 1000,
    unit: 'mail',
    source: 'SES, $0.10 a thousand: acecloudinterviews.com/tutorials/aws/ses',
  },
  notification: {
    dollars: 0.5 / million,
    unit: 'publication',
    source: 'SNS, $0.50 a million (unverified)',
  },
  httpRequest: {
    dollars: 1 / million,
    unit: 'request to an HTTP API',
    source: 'API Gateway, $1.00 a million (unverified)',
  },
  secretRequest: {
    dollars: 0.05 / 10_000,
    unit: 'request for a secret',
    source: 'Secrets Manager, $0.05 for 10,000 (unverified)',
  },
  activeUser: {
    dollars: 0.015,
    unit: 'active user of a month, Essentials',
    source: 'Cognito, $0.015 (unverified); the first 10,000 of an account are free (c3x.dev)',
  },
  logByte: {
    dollars: 0.5 / gigabyte,
    unit: 'byte of logs taken in',
    source: 'CloudWatch, $0.50 a GB: factualminds.com, Amazon CloudWatch pricing, June 2026',
  },
  trace: {
    dollars: 5 / million,
    unit: 'trace recorded',
    source: 'X-Ray, $5.00 a million (unverified)',
  },
  alarm: {
    dollars: 0.1,
    unit: 'alarm and month',
    source: 'CloudWatch, $0.10: 002-workshop-application-performance-monitoring.huyanh.click',
  },
  metric: {
    dollars: 0.3,
    unit: 'custom metric and month',
    source: 'CloudWatch, $0.30: signoz.io/guides/cloudwatch-pricing, February 2026',
  },
  secret: { dollars: 0.4, unit: 'secret and month', source: 'Secrets Manager, $0.40 (unverified)' },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;
