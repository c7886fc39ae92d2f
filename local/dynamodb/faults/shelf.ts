import type { Environment } from '../../core/environment.ts';
import { createOwnClient, readAnswer } from '../client.ts';
import { openDatabase } from '../database.ts';
import type { Shelf } from './replica.ts';

/** A database of its own, which goes with the process. */
export async function openShelf({ dataDirectory: _, ...environment }: Environment): Promise<Shelf> {
  const database = await openDatabase(environment);
  const client = createOwnClient(database.endpoint, environment.region);
  const send: Shelf['send'] = (operation, input) =>
    client.send(`DynamoDB_20120810.${operation}`, JSON.stringify(input));
  return {
    send,
    call: async (operation, input) => readAnswer(await send(operation, input)),
    async close() {
      await client.close();
      await database.close();
    },
  };
}
