import type { Environment } from '../core/environment.ts';

/** Translates between the ARNs of this cloud and those of the database, which is in a region and account of its own. */
export interface Arns {
  /** E.g. `arn:aws:dynamodb:us-east-1:123456789012:table/`. */
  readonly tablePrefix: string;
  /** The ARN of a table by name, or of what an ARN names already. */
  table(nameOrArn: string): string;
  /** Puts what the database expects in place of the ARNs of a request. */
  inward(input: Record<string, any>): Record<string, any>;
  /**
   * The table that an ARN of a request belongs to, while it is not known how the database begins its own: whatever tells
   * of that table shows it.
   */
  unmet(input: Record<string, any>): string | undefined;
  /** Corrects the ARNs in the text of an answer, and remembers how the database begins them. */
  outward(operation: string, text: string): string;
}

/** How the ARNs of the bundled database begin. */
export const bundledPrefix = 'arn:aws:dynamodb:dynoxide:000000000000:';

/** How ARNs of any database begin: `arn:aws:dynamodb:ddblocal:000000000000:`. */
const anyPrefix = /arn:aws[\w-]*:dynamodb:[\w-]*:\d*:/g;

// Only these answers speak of ARNs; in the others the same letters would be somebody's data.
const speakOfArns =
  /^(CreateTable|UpdateTable|DeleteTable|DescribeTable|DescribeStream|ListStreams|DescribeContinuousBackups|UpdateContinuousBackups)$/;

/**
 * Policies are written for this cloud's region and account, so that its ARNs are what everybody sees and asks with,
 * wherever the database believes to be.
 *
 * @param theirs - how the ARNs of the database begin, where that is known before it has shown one.
 */
export function createArns({ partition, region, accountId }: Environment, theirs?: string): Arns {
  const prefix = `arn:${partition}:dynamodb:${region}:${accountId}:`;
  const tablePrefix = `${prefix}table/`;

  const theirOwn = (arn: string) => (theirs === undefined ? arn : theirs + arn.slice(prefix.length));
  const tableName = (value: unknown) =>
    typeof value === 'string' && value.startsWith('arn:') ? value.replace(/^[^/]*\//, '') : value;

  return {
    tablePrefix,
    table: (nameOrArn) => (nameOrArn.startsWith('arn:') ? nameOrArn : tablePrefix + nameOrArn),
    inward(input) {
      const { TableName, StreamArn, ResourceArn, RequestItems, TransactItems } = input;
      const changed: Record<string, unknown> = {};
      if (TableName?.startsWith?.('arn:')) changed.TableName = tableName(TableName);
      if (StreamArn?.startsWith?.(prefix)) changed.StreamArn = theirOwn(StreamArn);
      if (ResourceArn?.startsWith?.(prefix)) changed.ResourceArn = theirOwn(ResourceArn);
      if (RequestItems && Object.keys(RequestItems).some((name) => name.startsWith('arn:'))) {
        changed.RequestItems = Object.fromEntries(
          Object.entries(RequestItems).map(([name, value]) => [tableName(name), value]),
        );
      }
      if (Array.isArray(TransactItems) && TransactItems.some(namesTableByArn)) {
        changed.TransactItems = TransactItems.map((item) =>
          Object.fromEntries(
            Object.entries<any>(item).map(([kind, action]) => [
              kind,
              { ...action, TableName: tableName(action?.TableName) },
            ]),
          ),
        );
      }
      return Object.keys(changed).length > 0 ? { ...input, ...changed } : input;
    },
    unmet({ StreamArn, ResourceArn }) {
      const arn: unknown = StreamArn ?? ResourceArn;
      return theirs === undefined && typeof arn === 'string' ? arn.split('/')[1] : undefined;
    },
    outward(operation, text) {
      if (!speakOfArns.test(operation)) return text;
      return text.replace(anyPrefix, (found) => {
        theirs = found;
        return prefix;
      });
    },
  };
}

const namesTableByArn = (item: Record<string, any>) =>
  Object.values(item ?? {}).some((action) => action?.TableName?.startsWith?.('arn:'));
