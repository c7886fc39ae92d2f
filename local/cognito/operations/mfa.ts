import type {
  AssociateSoftwareTokenRequest,
  SetUserMFAPreferenceRequest,
  SoftwareTokenMfaSettingsType,
  VerifySoftwareTokenRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../core/aws-error.ts';
import { invalidParameter, notAuthorized, required } from '../errors.ts';
import { encodeSecret, matchingStep } from '../flows/totp.ts';
import type { Session } from '../flows/sessions.ts';
import type { User } from '../pools/model.ts';
import type { UserPool } from '../pools/registry.ts';
import type { Service } from '../service.ts';
import { authenticate } from '../tokens/access.ts';

/** Who sets up an authenticator: someone signed in, or someone whose sign-in waits at `MFA_SETUP`. */
async function subject(
  service: Service,
  input: { AccessToken?: string; Session?: string },
): Promise<{ pool: UserPool; user: User; session?: Session }> {
  if (input.AccessToken) return authenticate(service, input.AccessToken);
  const session = service.sessions.get(required(input.Session, 'session'));
  if (session.pending.challenge !== 'MFA_SETUP') throw notAuthorized('Invalid session for the user.');
  const pool = service.registry.pool(session.poolId);
  const user = pool.directory.users.get(session.username);
  if (!user) throw notAuthorized('Invalid session for the user.');
  return { pool, user, session };
}

/** A session's successor: each answer of a set-up carries a new one. */
function renew(service: Service, pool: UserPool, session: Session | undefined, verified: boolean): object {
  if (!session) return {};
  service.sessions.close(session);
  const client = pool.clients.get(session.clientId)!;
  const pending = { challenge: 'MFA_SETUP', verified } as const;
  return { Session: service.sessions.open(pool, client, session.username, pending).id };
}

async function associateSoftwareToken(service: Service, input: AssociateSoftwareTokenRequest) {
  const { pool, user, session } = await subject(service, input);
  const secret = encodeSecret(service.environment.ids.bytes(32));
  user.newSoftwareTokenSecret = secret;
  pool.directory.save(user);
  return { SecretCode: secret, ...renew(service, pool, session, false) };
}

async function verifySoftwareToken(service: Service, input: VerifySoftwareTokenRequest) {
  const { pool, user, session } = await subject(service, input);
  const secret = user.newSoftwareTokenSecret;
  if (!secret) throw invalidParameter('No software token is waiting for verification.'); // wording not established
  const step = matchingStep(secret, required(input.UserCode, 'userCode'), service.environment.clock.now());
  if (step === undefined) throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch');
  // Set up during a sign-in it counts from now on; set up later, once the user prefers it.
  const enabled = session !== undefined || user.softwareToken?.enabled === true;
  user.softwareToken = { secret, verified: true, enabled, preferred: enabled };
  delete user.newSoftwareTokenSecret;
  pool.directory.save(user);
  return { Status: 'SUCCESS', ...renew(service, pool, session, true) };
}

/** Turns the authenticator on or off for a user, and makes it the preferred factor. */
export function preferSoftwareToken(
  pool: UserPool,
  user: User,
  settings: SoftwareTokenMfaSettingsType | undefined,
): void {
  if (!settings) return;
  if (settings.Enabled && !user.softwareToken?.verified)
    throw invalidParameter('User has not verified software token mfa');
  if (settings.PreferredMfa && settings.Enabled === false)
    throw invalidParameter('A disabled factor cannot be the preferred one.'); // wording not established
  if (user.softwareToken) {
    user.softwareToken.enabled = settings.Enabled ?? user.softwareToken.enabled;
    user.softwareToken.preferred = user.softwareToken.enabled && (settings.PreferredMfa ?? false);
  }
  pool.directory.save(user);
}

async function setUserMfaPreference(service: Service, input: SetUserMFAPreferenceRequest) {
  const { pool, user } = await authenticate(service, required(input.AccessToken, 'accessToken'));
  if (input.SMSMfaSettings?.Enabled || input.EmailMfaSettings?.Enabled)
    throw invalidParameter('The local user pool has software tokens as its only second factor.');
  preferSoftwareToken(pool, user, input.SoftwareTokenMfaSettings);
  return {};
}

export const mfaOperations = {
  AssociateSoftwareToken: associateSoftwareToken,
  VerifySoftwareToken: verifySoftwareToken,
  SetUserMFAPreference: setUserMfaPreference,
};
