import { AwsError } from '../../core/aws-error.ts';
import { makeVerifier, matches } from '../srp.ts';
import type { Ids } from '../../core/ids.ts';
import type { User } from './model.ts';
import type { UserPool } from './registry.ts';

/** The characters Cognito counts as symbols, from its documentation on password requirements. */
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * Checks a password against the pool's policy. CloudFormation's default is eight characters of all four kinds.
 * @throws AwsError InvalidPasswordException naming the first rule that is broken.
 */
export function checkPassword(pool: UserPool, password: string): void {
  const policy = pool.properties.Policies?.PasswordPolicy;
  const all = policy === undefined;
  const fail = (rule: string) => {
    throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${rule}`);
  };
  if (password.length < (policy?.MinimumLength ?? 8)) fail('Password not long enough');
  if (password.length > 256) fail('Password too long'); // wording not established
  if ((all || policy.RequireUppercase) && !/[A-Z]/.test(password))
    fail('Password must have uppercase characters');
  if ((all || policy.RequireLowercase) && !/[a-z]/.test(password))
    fail('Password must have lowercase characters');
  if ((all || policy.RequireNumbers) && !/\d/.test(password)) fail('Password must have numeric characters');
  const inner = password.length > 2 && password.slice(1, -1).includes(' ');
  const bare = password.replaceAll(' ', '');
  if ((all || policy.RequireSymbols) && !symbols.test(bare) && !inner)
    fail('Password must have symbol characters');
  if (/^\s|\s$/.test(password)) fail('Password cannot begin or end with a space'); // wording not established
}

/** Gives a user a password: checked against policy and history, kept as a verifier. */
export function setPassword(pool: UserPool, user: User, password: string, now: number, ids: Ids): void {
  checkPassword(pool, password);
  const history = pool.properties.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0;
  const former = [...(user.password ? [user.password] : []), ...(user.passwordHistory ?? [])].slice(
    0,
    history,
  );
  if (former.some((verifier) => matches(pool.id, user.username, password, verifier)))
    throw new AwsError('PasswordHistoryPolicyViolationException', 'Password has previously been used.'); // wording not established
  user.passwordHistory = former.map(({ salt, verifier }) => ({ salt, verifier }));
  user.password = { ...makeVerifier(pool.id, user.username, password, ids), setAt: now };
  user.failures = undefined;
}
