import { accountOperations } from './account.ts';
import { adminUserOperations } from './admin-users.ts';
import { adminAuthenticationOperations, authenticationOperations } from './authentication.ts';
import { groupOperations } from './groups.ts';
import { listUserOperations } from './list-users.ts';
import { mfaOperations } from './mfa.ts';
import type { Operations } from './operation.ts';
import { passwordOperations } from './passwords.ts';
import { poolOperations } from './pools.ts';
import { signUpOperations } from './sign-up.ts';

/** What applications call for a person: unsigned; an access token, a session or a password says who it is. */
export const publicOperations: Operations = {
  ...signUpOperations,
  ...authenticationOperations,
  ...accountOperations,
  ...passwordOperations,
  ...mfaOperations,
};

/** What administrators and back ends call: signed, and checked against the caller's policies. */
export const signedOperations: Operations = {
  ...adminUserOperations,
  ...adminAuthenticationOperations,
  ...groupOperations,
  ...listUserOperations,
  ...poolOperations,
};
