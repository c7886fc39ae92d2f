import type { Asynchronous } from './asynchronous.ts';
import type { MappingDefinition } from './event-source/mapping.ts';
import type { FunctionRegistry } from './function.ts';

/** Functions and what feeds them, as far as either has dead letters. Plain JSON. */
export interface LambdaInspection {
  /** Where asynchronous events go that a function could not deal with: its dead-letter queue, destinations on failure. */
  readonly functions: readonly { readonly name: string; readonly deadLetterArns: readonly string[] }[];
  /** Streams that functions read; `deadLetterArn` is told of batches that are given up. */
  readonly streams: readonly {
    readonly table: string;
    readonly functionName: string;
    readonly deadLetterArn?: string;
  }[];
}

/** @param mappings - those that stand. */
export function inspectLambda(
  functions: FunctionRegistry,
  failureDestinations: Asynchronous['failureDestinations'],
  mappings: readonly MappingDefinition[],
): LambdaInspection {
  return {
    functions: functions.all().map(({ name, deadLetterArn }) => ({
      name,
      deadLetterArns: [
        ...new Set([...(deadLetterArn === undefined ? [] : [deadLetterArn]), ...failureDestinations(name)]),
      ],
    })),
    streams: mappings.flatMap((mapping) =>
      mapping.source === 'stream'
        ? [
            {
              // `arn:aws:dynamodb:us-east-1:000000000000:table/Shop/stream/2026-…`
              table: mapping.sourceArn.split('/')[1] ?? mapping.sourceArn,
              functionName: functions.resolve(mapping.functionName).definition.name,
              ...(mapping.onFailure !== undefined && { deadLetterArn: mapping.onFailure }),
            },
          ]
        : [],
    ),
  };
}
