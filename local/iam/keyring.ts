import type { Environment } from '../core/environment.ts';
import type { Credentials, FederatedIdentity, Principal } from '../core/ports.ts';
import type { Identity } from './registry.ts';
import type { IssuedCredentials } from './signature.ts';

/** Every access key that is good, and how new ones are cut. */
export interface Keyring {
  find(accessKeyId: string): IssuedCredentials | undefined;
  add(credentials: IssuedCredentials): void;
  /** Credentials of a role's session that do not expire; the same ones for the same role and name. */
  session(role: Identity, sessionName: string): Credentials;
  /** Credentials of a role's session that expire. */
  temporary(
    role: Identity,
    sessionName: string,
    seconds: number,
    federated?: FederatedIdentity,
  ): IssuedCredentials;
  /** A user's access key. */
  userKey(user: Identity): Credentials;
  /** An id as IAM makes them, `AROA` and 17 capitals and digits. */
  uniqueId(prefix: string): string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const maximumTemporary = 10_000;

/** An empty keyring. */
export function createKeyring({ accountId, partition, ids, clock }: Environment): Keyring {
  const keys = new Map<string, IssuedCredentials>();
  const sessions = new Map<string, Credentials>();
  const temporaryKeys: string[] = [];

  const uniqueId = (prefix: string) =>
    prefix + [...ids.bytes(17)].map((byte) => alphabet[byte % alphabet.length]).join('');

  const cut = (
    prefix: string,
    principal: Principal,
    session: boolean,
    expiresAt?: number,
  ): IssuedCredentials => {
    const credentials: IssuedCredentials = {
      accessKeyId: uniqueId(prefix).slice(0, 20),
      secretAccessKey: ids.bytes(30).toString('base64'),
      sessionToken: session ? ids.bytes(96).toString('base64') : undefined,
      principal,
      expiresAt,
    };
    keys.set(credentials.accessKeyId, credentials);
    return credentials;
  };

  const sessionPrincipal = (role: Identity, sessionName: string): Principal => ({
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${role.name}/${sessionName}`,
    accountId,
    userId: `${role.id}:${sessionName}`,
    roleArn: role.arn,
  });

  return {
    find: (accessKeyId) => keys.get(accessKeyId),
    add: (credentials) => void keys.set(credentials.accessKeyId, credentials),
    session(role, sessionName) {
      const id = `${role.arn} ${sessionName}`;
      let session = sessions.get(id);
      if (!session) {
        session = cut('ASIA', sessionPrincipal(role, sessionName), true);
        sessions.set(id, session);
      }
      return session;
    },
    temporary(role, sessionName, seconds, federated) {
      const credentials = cut(
        'ASIA',
        { ...sessionPrincipal(role, sessionName), ...(federated ? { federated } : {}) },
        true,
        clock.now() + seconds * 1000,
      );
      temporaryKeys.push(credentials.accessKeyId);
      if (temporaryKeys.length > maximumTemporary) keys.delete(temporaryKeys.shift()!);
      return credentials;
    },
    userKey: (user) => cut('AKIA', { arn: user.arn, accountId, userId: user.id }, false),
    uniqueId,
  };
}
