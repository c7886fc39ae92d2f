import type { Environment } from '../../core/environment.ts';
import { notAuthorized } from '../errors.ts';
import type { UserPool } from '../pools/registry.ts';
import type { UserPoolClient } from '../pools/settings.ts';
import type { ServerKeys } from '../srp.ts';

/** What a sign-in waits for between two requests. */
export type Pending =
  | {
      readonly challenge: 'PASSWORD_VERIFIER';
      readonly A: string;
      readonly keys: ServerKeys;
      readonly verifier: string;
    }
  | { readonly challenge: 'SELECT_CHALLENGE' | 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP' }
  /** `verified` once VerifySoftwareToken accepted a code of the new authenticator. */
  | { readonly challenge: 'MFA_SETUP'; readonly verified?: boolean }
  /** A user who has just confirmed a sign-up may sign in without a password. */
  | { readonly challenge: 'CONFIRMED' }
  | {
      readonly challenge: 'CUSTOM_CHALLENGE';
      readonly rounds: readonly CustomRound[];
      readonly secrets: Record<string, string>;
    };

/** One round of custom authentication, as the triggers see it. */
export interface CustomRound {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string;
}

export interface Session {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly expiresAt: number;
  readonly pending: Pending;
}

/** The sign-ins under way; forgotten when the process ends. */
export interface Sessions {
  /** Begins a wait; the id is what the client sends back. */
  open(pool: UserPool, client: UserPoolClient, username: string, pending: Pending): Session;
  /** The session of an id, whichever challenge it waits for. @throws AwsError NotAuthorizedException. */
  get(id: string | undefined): Session;
  /** The session of an id, if it is this client's and waits for this challenge. @throws AwsError NotAuthorizedException. */
  expect<C extends Pending['challenge']>(
    id: string | undefined,
    client: UserPoolClient,
    challenge: C,
  ): Session & { readonly pending: Extract<Pending, { challenge: C }> };
  close(session: Session): void;
}

export function createSessions({ ids, clock }: Environment): Sessions {
  const sessions = new Map<string, Session>();

  /** Sessions stand in the order of their opening; those at the front run out first, give or take a client's setting. */
  function forgetExpired(): void {
    for (const [id, session] of sessions) {
      if (session.expiresAt > clock.now()) return;
      sessions.delete(id);
    }
  }

  function get(id: string | undefined): Session {
    const session = id === undefined ? undefined : sessions.get(id);
    if (!session) throw notAuthorized('Invalid session for the user.');
    if (clock.now() >= session.expiresAt)
      throw notAuthorized('Invalid session for the user, session is expired.');
    return session;
  }

  return {
    open(pool, client, username, pending) {
      forgetExpired();
      const id = ids.bytes(96).toString('base64');
      const minutes = client.properties.AuthSessionValidity ?? 3;
      const expiresAt = clock.now() + minutes * 60_000;
      const session = { id, poolId: pool.id, clientId: client.id, username, expiresAt, pending };
      sessions.set(id, session);
      return session;
    },
    get,
    expect(id, client, challenge) {
      const session = get(id);
      if (session.clientId !== client.id || session.pending.challenge !== challenge)
        throw notAuthorized('Invalid session for the user.');
      return session as never;
    },
    close: (session) => void sessions.delete(session.id),
  };
}
