/** What a template says of one resource, its intrinsic functions resolved. */
export interface ResourceRequest<P = Record<string, any>> {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** A name as CloudFormation would make it, `Stack-LogicalId-1A2B3C4D5E6F`; stable for the same stack and logical id. */
  readonly generatedName: string;
  readonly properties: P;
  /** Path of a file asset that `S3Bucket`/`S3Key`, an `s3://` or an `https://` location names; undefined when none does. */
  asset(bucket: string, key: string): string | undefined;
  assetFromUrl(location: string): string | undefined;
}

export interface CreatedResource {
  /** What `Ref` yields. */
  readonly ref: string;
  /** What `Fn::GetAtt` yields, by dotted name. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/**
 * Stands up one resource type. A service exports its providers as an array.
 *
 * @example
 * const table: ResourceProvider = {
 *   type: 'AWS::DynamoDB::Table',
 *   honoured: ['TableName', 'KeySchema', 'AttributeDefinitions', 'GlobalSecondaryIndexes', …],
 *   inert: { PointInTimeRecoverySpecification: 'nothing to recover on a laptop' },
 *   create: async ({ properties, generatedName }) => ({ ref: …, attributes: { Arn: … } }),
 * };
 */
export interface ResourceProvider<P = Record<string, any>> {
  readonly type: string;
  /** Property paths that take effect (`LogConfig.FieldLogLevel`); a path covers what lies below it. `*` stands for an index. */
  readonly honoured: readonly string[];
  /** Property paths known to have no effect on a laptop, with the reason shown at start-up. Any other is reported as unknown. */
  readonly inert?: Readonly<Record<string, string>>;
  create(request: ResourceRequest<P>): Promise<CreatedResource>;
  /** Runs once when every resource of every stack stands: compile, connect, start polling. */
  settle?(): Promise<void>;
}
