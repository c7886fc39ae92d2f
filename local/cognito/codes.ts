import type { Environment } from '../core/environment.ts';
import { codeMismatch, expiredCode, limitExceeded } from './errors.ts';
import type { CodePurpose, User } from './pools/model.ts';
import { sameText } from './srp.ts';

const hour = 3_600_000;
/** Sign-up and attribute codes live for a day, codes that reset a password for an hour (Cognito quotas). */
const lifetime = (purpose: CodePurpose) => (purpose === 'forgot-password' ? hour : 24 * hour);

/** Wrong answers until a code is closed. The service's number varies with the account's history; not established. */
const attemptLimit = 5;

/** Draws a six-digit code for a user; a former code for the same purpose stops working. */
export function issueCode({ ids, clock }: Environment, user: User, purpose: CodePurpose): string {
  const code = String(Math.floor(ids.random() * 1_000_000)).padStart(6, '0');
  user.codes[purpose] = { code, expiresAt: clock.now() + lifetime(purpose), attempts: 0 };
  return code;
}

/**
 * Checks and uses up a code.
 * @throws AwsError ExpiredCodeException, CodeMismatchException, LimitExceededException after too many wrong answers.
 */
export function useCode({ clock }: Environment, user: User, purpose: CodePurpose, given: string): void {
  const issued = user.codes[purpose];
  if (!issued || clock.now() >= issued.expiresAt) throw expiredCode();
  if (issued.attempts >= attemptLimit) throw limitExceeded();
  if (!sameText(issued.code, given)) {
    issued.attempts += 1;
    throw codeMismatch();
  }
  delete user.codes[purpose];
}
