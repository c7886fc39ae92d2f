import type { EventPattern } from '../../core/event-pattern.ts';

/** What mappings of every kind of source have in common. */
export interface CommonDefinition {
  readonly uuid: string;
  readonly logicalId: string;
  readonly sourceArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** How long records are gathered before they are handed over, in milliseconds. */
  readonly batchingWindow: number;
  /** A record passes when one of them matches; all pass when there is none. */
  readonly filters: readonly EventPattern[];
  /** The filters as they were given, each JSON text. */
  readonly patterns: readonly string[];
  readonly reportBatchItemFailures: boolean;
  readonly enabled: boolean;
}

/** Reads properties of an `AWS::Lambda::EventSourceMapping`, with errors that name logical id and property. */
export interface PropertyReader {
  readonly properties: Readonly<Record<string, any>>;
  readonly logicalId: string;
  /** A whole number in a range. */
  number(property: string, otherwise: number, least: number, most: number): number;
  isTrue(property: string): boolean;
  /** @throws Error naming the property, prefixed with the logical id. */
  fail(message: string): never;
}

export function propertyReader(properties: Readonly<Record<string, any>>, logicalId: string): PropertyReader {
  const fail = (message: string): never => {
    throw new Error(`${logicalId}: ${message}`);
  };
  return {
    properties,
    logicalId,
    fail,
    number(property, otherwise, least, most) {
      const given: unknown = property.split('.').reduce<any>((value, name) => value?.[name], properties);
      const value = Number(given ?? otherwise);
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      return fail(`${property} must be a whole number from ${least} to ${most}, not ${given}.`);
    },
    isTrue: (property) => properties[property] === true || properties[property] === 'true',
  };
}

/** Reads what all mappings have in common, apart from the sizes that depend on the source. */
export function readCommon(
  { properties, isTrue, fail }: PropertyReader,
  uuid: string,
  compile: (pattern: unknown) => EventPattern,
): Omit<CommonDefinition, 'logicalId' | 'batchSize' | 'batchingWindow'> {
  const patterns: string[] = (properties.FilterCriteria?.Filters ?? []).map(
    ({ Pattern }: { Pattern: string }) => Pattern,
  );
  return {
    uuid,
    sourceArn: String(properties.EventSourceArn ?? ''),
    functionName: properties.FunctionName,
    patterns,
    filters: patterns.map((pattern) => {
      try {
        return compile(JSON.parse(pattern));
      } catch (error) {
        return fail(`invalid filter pattern ${pattern}: ${(error as Error).message}`);
      }
    }),
    reportBatchItemFailures: (properties.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
    enabled: properties.Enabled === undefined || isTrue('Enabled'),
  };
}
