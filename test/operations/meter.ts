/** A database that tells what it was asked: requests to it, whoever sends them, with the capacity that each took. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog } from '../../local/core/log.ts';
import { openDatabase } from '../../local/dynamodb/database.ts';

export interface MeteredCall {
  /** `Query` */
  readonly operation: string;
  readonly request: Record<string, any>;
  readonly answer: Record<string, any>;
  readonly read: number;
  readonly write: number;
}

export interface Meter {
  /** For a shop's `dynamodbEndpoint`. */
  readonly endpoint: string;
  /** Reads and writes of items that succeeded, in the order of their answers; those of streams are not among them. */
  readonly calls: readonly MeteredCall[];
  close(): Promise<void>;
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/**
 * Opens a database of its own with a meter before it.
 *
 * @example
 * const meter = await openMeter();
 * const shop = await startTestShop({ dynamodbEndpoint: meter.endpoint });
 * meter.calls.at(-1)?.read; // 0.5
 */
export async function openMeter(): Promise<Meter> {
  const database = await openDatabase({ log: createLog('error') });
  const calls: MeteredCall[] = [];

  async function pass(target: string, body: string, headers: Record<string, string>) {
    const operation = target.slice(target.indexOf('.') + 1);
    const metered = target.startsWith('DynamoDB_') && (reads.has(operation) || writes.has(operation));
    const request = metered ? { ...JSON.parse(body), ReturnConsumedCapacity: 'INDEXES' } : undefined;
    const response = await fetch(database.endpoint, {
      method: 'POST',
      headers,
      body: request ? JSON.stringify(request) : body,
    });
    const text = await response.text();
    if (request && response.ok) {
      const answer = JSON.parse(text) as Record<string, any>;
      const units = [answer['ConsumedCapacity'] ?? []]
        .flat()
        .reduce((sum: number, { CapacityUnits }: any) => sum + CapacityUnits, 0);
      const isRead = reads.has(operation);
      calls.push({ operation, request, answer, read: isRead ? units : 0, write: isRead ? 0 : units });
    }
    return { status: response.status, text };
  }

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const target = String(incoming.headers['x-amz-target']);
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        'x-amz-date': String(incoming.headers['x-amz-date']),
        authorization: String(incoming.headers.authorization),
      };
      pass(target, Buffer.concat(chunks).toString(), headers).then(
        ({ status, text }) =>
          outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text),
        () => outgoing.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
