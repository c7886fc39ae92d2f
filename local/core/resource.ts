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

/** A change of a resource that stands. */
export interface ResourceUpdate<P = Record<string, any>> extends ResourceRequest<P> {
  /** The properties until now; equal to `properties` when only the content of an asset has changed. */
  readonly former: P;
  /** What the resource yields until now. */
  readonly created: CreatedResource;
}

/** Takes a change back, as if it had not been. */
export type Undo = () => void | Promise<void>;

export interface UpdatedResource {
  readonly created: CreatedResource;
  readonly undo: Undo;
}

/** A change that cannot be carried over to what runs: a fresh start takes it up. */
export class RestartNeededError extends Error {
  override readonly name = 'RestartNeededError';
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
  /**
   * Carries a change over while everything runs. A type without it needs a restart for every change.
   * @throws RestartNeededError for a change that cannot be carried over. Nothing is changed then.
   */
  update?(request: ResourceUpdate<P>): Promise<UpdatedResource>;
  /** Takes the resource away while everything runs. A type without it is neither added nor removed without a restart. */
  remove?(request: ResourceRequest<P>, created: CreatedResource): Promise<Undo>;
  /**
   * Runs when every resource of every stack stands, and after each change: compile, connect, start polling. It takes
   * up what is new since it ran last. When it fails, what was changed is taken back and it runs once more.
   */
  settle?(): Promise<void>;
}
