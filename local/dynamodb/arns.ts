import type { Environment } from '../core/environment.ts';

/** Translates between the ARNs of this cloud and those of the database, which knows neither region nor account. */
export interface Arns {
  /** E.g. `arn:aws:dynamodb:us-east-1:123456789012:table/`. */
  readonly tablePrefix: string;
  /** The ARN of a table by name, or of what an ARN names already. */
  table(nameOrArn: string): string;
  /** Puts what the database expects in place of the ARNs of a request. */
  inward(input: Record<string, any>): Record<string, any>;
  /** Corrects the ARNs and regions in the text of an answer. */
  outward(operation: string, text: string): string;
}

const foreign = 'arn:aws:dynamodb:dynoxide:000000000000:';

// Only these answers speak of ARNs; in the others the same letters would be somebody's data.
const speakOfArns =
  /^(CreateTable|UpdateTable|DeleteTable|DescribeTable|DescribeStream|ListStreams|DescribeContinuousBackups|UpdateContinuousBackups)$/;

/** @param own - whether the database is the one started here; another endpoint's ARNs are left as they are. */
export function createArns({ partition, region, accountId }: Environment, own: boolean): Arns {
  const prefix = `arn:${partition}:dynamodb:${region}:${accountId}:`;
  const tablePrefix = `${prefix}table/`;

  const tableName = (value: unknown) =>
    typeof value === 'string' && value.startsWith('arn:') ? value.replace(/^[^/]*\//, '') : value;

  return {
    tablePrefix,
    table: (nameOrArn) => (nameOrArn.startsWith('arn:') ? nameOrArn : tablePrefix + nameOrArn),
    inward(input) {
      const { TableName, StreamArn, ResourceArn, RequestItems, TransactItems } = input;
      const changed: Record<string, unknown> = {};
      if (TableName?.startsWith?.('arn:')) changed.TableName = tableName(TableName);
      if (own && StreamArn?.startsWith?.(prefix))
        changed.StreamArn = foreign + StreamArn.slice(prefix.length);
      if (own && ResourceArn?.startsWith?.(prefix))
        changed.ResourceArn = foreign + ResourceArn.slice(prefix.length);
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
    outward: (operation, text) =>
      own && speakOfArns.test(operation) ? text.replaceAll(foreign, prefix) : text,
  };
}

const namesTableByArn = (item: Record<string, any>) =>
  Object.values(item ?? {}).some((action) => action?.TableName?.startsWith?.('arn:'));
