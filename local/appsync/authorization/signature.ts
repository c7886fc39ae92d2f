import type { Iam } from '../../core/ports.ts';
import { RequestRefusal } from '../wire/errors.ts';
import type { Presented } from './authenticate.ts';
import type { Caller } from './caller.ts';

/** Checks a SigV4 signature. What its principal may do is asked field by field. */
export function authenticateSignature(iam: Iam, presented: Presented): Caller {
  const { method, path, rawQuery, headers, body } = presented;
  const verification = iam.verify({ method, path, rawQuery, headers, body });
  if (!verification.ok) {
    throw new RequestRefusal(verification.statusCode, verification.errorType, verification.message);
  }
  const { principal } = verification.credentials;
  const {
    identityPoolId = null,
    identityId = null,
    authType = null,
    authProvider = null,
  } = principal.federated ?? {};
  return {
    mode: 'AWS_IAM',
    principal,
    identity: {
      accountId: principal.accountId,
      cognitoIdentityPoolId: identityPoolId,
      cognitoIdentityId: identityId,
      sourceIp: presented.sourceIp,
      username: principal.userId,
      userArn: principal.arn,
      cognitoIdentityAuthType: authType,
      cognitoIdentityAuthProvider: authProvider,
    },
  };
}
