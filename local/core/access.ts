import { AwsError } from './aws-error.ts';
import type { Iam, Principal } from './ports.ts';

/**
 * Lets a call pass or throws what a service of AWS answers when policies do not allow it.
 * The wording is the one that the IAM User Guide lists under "Troubleshoot access denied error messages".
 *
 * @throws AwsError AccessDeniedException (400 in the JSON protocols of DynamoDB and Cognito; 403 elsewhere).
 * @example
 * requireAccess(iam, principal, 'dynamodb:GetItem', tableArn);
 */
export function requireAccess(
  iam: Iam,
  principal: Principal,
  action: string,
  resource: string,
  context?: Record<string, string | string[]>,
  statusCode = 400,
): void {
  const decision = iam.authorize(principal, action, resource, context);
  if (decision.allowed) return;
  throw new AwsError(
    'AccessDeniedException',
    accessDeniedMessage(principal, action, resource, decision.reason),
    statusCode,
  );
}

/** The sentence that AWS answers with a refusal. */
export function accessDeniedMessage(
  principal: Principal,
  action: string,
  resource: string,
  reason: 'explicitDeny' | 'implicitDeny',
): string {
  const because =
    reason === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}
