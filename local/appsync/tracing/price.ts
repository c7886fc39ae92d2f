/**
 * AWS's list prices in us-east-1 in US dollars, of the pricing pages of the services: on demand, free tier left out.
 * A Lambda function's running time is not priced: how long it would take on AWS a laptop cannot tell.
 */
export const prices = {
  /** A query or mutation of AppSync. */
  request: 4 / 1e6,
  readUnit: 0.125 / 1e6,
  writeUnit: 0.625 / 1e6,
  invocation: 0.2 / 1e6,
  /** An event of 64 KB put on a bus. */
  event: 1 / 1e6,
  /** 32 KB sent to the Data API of RDS or received from it. The cluster's own hours are not priced. */
  statement: 0.35 / 1e6,
} as const;

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

/** What a call took of DynamoDB, from the `ConsumedCapacity` of its answer; undefined when it told none. */
export function capacityOf(
  operation: string,
  answer: unknown,
): { readonly read: number; readonly write: number } | undefined {
  const told = (answer as { ConsumedCapacity?: unknown } | null)?.ConsumedCapacity;
  if (!told) return undefined;
  const units = [told]
    .flat()
    .reduce<number>((sum, each) => sum + ((each as { CapacityUnits?: number }).CapacityUnits ?? 0), 0);
  return reads.has(operation) ? { read: units, write: 0 } : { read: 0, write: units };
}

/**
 * What a call would cost on AWS; undefined when it has no price here: OpenSearch is paid by the hour, HTTP not at all, and
 * each model of Bedrock has a price of its own.
 */
export function costOf(
  service: string,
  request: unknown,
  answer: unknown,
  capacity: { readonly read: number; readonly write: number } | undefined,
): number | undefined {
  if (capacity) return capacity.read * prices.readUnit + capacity.write * prices.writeUnit;
  if (service === 'Lambda') return prices.invocation;
  if (service === 'EventBridge') {
    const { Entries = [] } = (request ?? {}) as { Entries?: unknown[] };
    return Entries.reduce<number>(
      (sum, entry) => sum + Math.max(1, Math.ceil(JSON.stringify(entry).length / 65_536)) * prices.event,
      0,
    );
  }
  if (service === 'RDSData') {
    const size = JSON.stringify(request).length + JSON.stringify(answer ?? null).length;
    return Math.ceil(size / 32_768) * prices.statement;
  }
  return undefined;
}
