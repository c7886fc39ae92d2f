import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';
import { createDirectory } from './directory.ts';
import type { Directory } from './directory.ts';
import type { ClientProperties, PoolProperties, UserPoolClient } from './settings.ts';
import { openStateFile } from './state-file.ts';
import type { StateFile } from './state-file.ts';

export interface UserPool {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly properties: PoolProperties;
  readonly clients: Map<string, UserPoolClient>;
  readonly directory: Directory;
  readonly file: StateFile;
  readonly createdAt: number;
  domain?: string;
}

/** The pools and app clients of the account. */
export interface Registry {
  readonly pools: ReadonlyMap<string, UserPool>;
  createPool(identity: string, name: string, properties: PoolProperties): UserPool;
  createClient(pool: UserPool, identity: string, name: string, properties: ClientProperties): UserPoolClient;
  /** @throws AwsError ResourceNotFoundException. */
  pool(id: string | undefined): UserPool;
  /** @throws AwsError ResourceNotFoundException, as for a client of another pool. */
  client(clientId: string | undefined): { pool: UserPool; client: UserPoolClient };
  flush(): Promise<void>;
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Letters and digits that are always the same for the same identity, so that a rebuilt stack keeps its ids. */
function stableId(identity: string, length: number, letters: number): string {
  const digest = createHash('sha512').update(identity).digest();
  return Array.from({ length }, (_, at) => alphabet[digest[at]! % letters]).join('');
}

export function createRegistry(environment: Environment): Registry {
  const { region, accountId, partition, clock, ids, dataDirectory } = environment;
  const directoryPath = dataDirectory && join(dataDirectory, 'cognito');
  const pools = new Map<string, UserPool>();
  const clients = new Map<string, { pool: UserPool; client: UserPoolClient }>();

  return {
    pools,
    createPool(identity, name, properties) {
      const id = `${region}_${stableId(identity, 9, 62)}`;
      const file = openStateFile(directoryPath, id, environment);
      const pool: UserPool = {
        id,
        arn: `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${id}`,
        name,
        properties,
        clients: new Map(),
        directory: createDirectory(file, () => properties),
        file,
        createdAt: clock.now(),
      };
      pools.set(id, pool);
      return pool;
    },
    createClient(pool, identity, name, properties) {
      const id = stableId(identity, 26, 36);
      const secret = properties.GenerateSecret
        ? (pool.file.state.clientSecrets[id] ??= newSecret())
        : undefined;
      const client: UserPoolClient = { id, name, secret, properties, createdAt: clock.now() };
      pool.clients.set(id, client);
      clients.set(id, { pool, client });
      if (secret) pool.file.changed();
      return client;
    },
    pool(id) {
      const pool = id === undefined ? undefined : pools.get(id);
      if (!pool) throw new AwsError('ResourceNotFoundException', `User pool ${id} does not exist.`);
      return pool;
    },
    client(clientId) {
      const found = clientId === undefined ? undefined : clients.get(clientId);
      if (!found)
        throw new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
      return found;
    },
    flush: async () => {
      for (const pool of pools.values()) await pool.file.flush();
    },
  };

  function newSecret(): string {
    return Array.from(ids.bytes(51), (byte) => alphabet[byte % 36]).join('');
  }
}
