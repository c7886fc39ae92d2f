import { AwsError } from './aws-error.ts';
import type { AskedResource, Decision, Iam, Principal } from './ports.ts';

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
  resource: AskedResource,
  context?: Record<string, string | string[]>,
  statusCode = 400,
): void {
  const decision = iam.authorize(principal, action, resource, context);
  if (decision.allowed) return;
  const arn = typeof resource === 'string' ? resource : resource.arn;
  throw new AwsError(
    'AccessDeniedException',
    accessDeniedMessage(principal, action, arn, decision),
    statusCode,
  );
}

/** The sentence that AWS answers with a refusal. */
export function accessDeniedMessage(
  principal: Principal,
  action: string,
  resource: string,
  { reason, resourceBased = false }: Exclude<Decision, { allowed: true }>,
): string {
  const kind = resourceBased ? 'resource-based' : 'identity-based';
  const because =
    reason === 'explicitDeny'
      ? `with an explicit deny in ${resourceBased ? 'a' : 'an'} ${kind} policy`
      : `because no ${kind} policy allows the ${action} action`;
  return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}

/**
 * A service of AWS that acts for one of its resources, and not for a role: what it may do is what the policies on
 * other resources grant to it.
 *
 * @example
 * const principal = servicePrincipal('events.amazonaws.com', ruleArn, environment.accountId);
 */
export const servicePrincipal = (name: string, sourceArn: string, accountId: string): Principal => ({
  arn: name,
  accountId,
  userId: name,
  service: { name, sourceArn },
});
