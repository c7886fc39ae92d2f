import type { Iam } from '../../core/ports.ts';
import type { Authorization, Call } from '../call.ts';
import { Refusal } from '../request.ts';
import { routeArn } from './index.ts';

/** Checks a request's signature and whether policies allow `execute-api:Invoke`. @throws Refusal 403. */
export function authorizeByPolicies(call: Call, iam: Iam): Authorization {
  const { request } = call;
  const verification = iam.verify({
    method: request.method,
    path: request.path,
    rawQuery: request.rawQuery,
    headers: Object.fromEntries(
      Object.entries(request.headerValues).map(([name, values]) => [name, values.join(',')]),
    ),
    body: request.body,
  });
  if (!verification.ok) throw new Refusal(403, 'Forbidden', { reason: verification.message });
  const { principal, accessKeyId } = verification.credentials;
  const arn = routeArn(call);
  if (!iam.authorize(principal, 'execute-api:Invoke', arn).allowed) {
    throw new Refusal(403, 'Forbidden', { reason: `${principal.arn} may not execute-api:Invoke on ${arn}` });
  }
  return {
    iam: {
      accessKey: accessKeyId,
      accountId: principal.accountId,
      callerId: principal.userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: principal.arn,
      userId: principal.userId,
    },
  };
}
