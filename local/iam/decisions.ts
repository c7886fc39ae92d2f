import { servicePrincipal } from '../core/access.ts';
import type { Environment } from '../core/environment.ts';
import type {
  Decision,
  FederatedIdentity,
  Iam,
  PolicyDocument,
  Principal,
  ServiceIdentity,
} from '../core/ports.ts';
import { evaluate, isConditional, type AccessQuestion } from './evaluate.ts';
import type { RequestContext } from './pattern.ts';
import { resourceVerdict } from './resource-policy.ts';
import type { Identity, Registry } from './registry.ts';

interface Compiled {
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  /** True when a decision may hang on the request's context. */
  readonly conditional: boolean;
  readonly decisions: Map<string, Decision>;
}

const maximumDecisions = 10_000;
const denied: Decision = { allowed: false, reason: 'implicitDeny' };

/**
 * Decides what a principal may do. Decisions that do not hang on the request's context are kept until a policy
 * changes; the account's administrator may do everything.
 */
export function createAuthorizer(registry: Registry, { region, clock }: Environment): Iam['authorize'] {
  let version = -1;
  const compiled = new Map<string, Compiled>();

  const compile = (identity: Identity): Compiled => {
    let found = compiled.get(identity.arn);
    if (!found) {
      const policies = [
        ...identity.inline.values(),
        ...[...identity.managed].flatMap((arn) => registry.managed(arn) ?? []),
      ];
      // A boundary that is not known allows nothing, as the deployed one cannot be guessed.
      const boundary = identity.boundary
        ? (registry.managed(identity.boundary) ?? { Statement: [] })
        : undefined;
      found = {
        policies,
        boundary,
        conditional: [...policies, ...(boundary ? [boundary] : [])].some(isConditional),
        decisions: new Map(),
      };
      compiled.set(identity.arn, found);
    }
    return found;
  };

  return (principal, action, asked, context) => {
    if (isAdministrator(principal)) return { allowed: true };
    const { arn: resource, policy } = typeof asked === 'string' ? { arn: asked } : asked;
    if (principal.service) {
      const common = commonContext(region, clock.now());
      return decideForService(principal, { action, resource, context: common }, policy, context);
    }
    const identity = registry.identity(principal.roleArn ?? principal.arn);
    if (!identity) return denied;
    if (version !== registry.version) {
      compiled.clear();
      version = registry.version;
    }
    const { policies, boundary, conditional, decisions } = compile(identity);
    if (conditional || policy) {
      const question = {
        action,
        resource,
        context: requestContext(principal, identity, commonContext(region, clock.now()), context),
      };
      return evaluate(policies, boundary, question, resourceVerdict(policy, principal, question));
    }
    const key = `${action} ${resource}`;
    let decision = decisions.get(key);
    if (!decision) {
      if (decisions.size >= maximumDecisions) decisions.clear();
      decision = evaluate(policies, boundary, { action, resource, context: {} });
      decisions.set(key, decision);
    }
    return decision;
  };
}

/** True for the root of the account, whom the well-known local credentials stand for. */
export const isAdministrator = (principal: Principal): boolean =>
  principal.arn.split(':')[5] === 'root' && principal.roleArn === undefined;

/** True when the trust policy of a role lets a service assume it. */
export function trusts(role: Identity, service: ServiceIdentity, accountId: string): boolean {
  const context = serviceContext(service, accountId);
  const question = { action: 'sts:AssumeRole', resource: role.arn, context };
  return (
    resourceVerdict(role.trust, servicePrincipal(service.name, service.sourceArn, accountId), question) ===
    'allow'
  );
}

/** True when the trust policy of a role lets whom an identity pool knows have a session of it. */
export function trustsIdentity(role: Identity, federated: FederatedIdentity, accountId: string): boolean {
  const { identityId } = federated;
  const context = identityContext(federated);
  const question = { action: 'sts:AssumeRoleWithWebIdentity', resource: role.arn, context };
  const caller: Principal = { arn: identityId, accountId, userId: identityId, federated };
  return resourceVerdict(role.trust, caller, question) === 'allow';
}

/** Source: IAM User Guide, "IAM and AWS STS condition context keys", for Amazon Cognito. */
const identityContext = ({
  identityPoolId,
  identityId,
  authType,
  logins,
}: FederatedIdentity): RequestContext => ({
  'cognito-identity.amazonaws.com:aud': identityPoolId,
  'cognito-identity.amazonaws.com:sub': identityId,
  'cognito-identity.amazonaws.com:amr': [authType, ...logins],
});

/** A service is let in by the policy on the resource alone. */
function decideForService(
  principal: Principal,
  question: AccessQuestion,
  policy: PolicyDocument | undefined,
  own: Record<string, string | string[]> = {},
): Decision {
  const context: Record<string, string | string[] | undefined> = {
    ...question.context,
    ...serviceContext(principal.service!, principal.accountId),
  };
  for (const [key, value] of Object.entries(own)) context[key.toLowerCase()] = value;
  const said = resourceVerdict(policy, principal, { ...question, context });
  if (said === 'allow') return { allowed: true };
  return {
    allowed: false,
    reason: said === 'deny' ? 'explicitDeny' : 'implicitDeny',
    resourceBased: true,
  };
}

const serviceContext = ({ name, sourceArn }: ServiceIdentity, accountId: string): RequestContext => ({
  'aws:principalisawsservice': 'true',
  'aws:principalservicename': name,
  'aws:sourcearn': sourceArn,
  'aws:sourceaccount': accountId,
});

/** The keys that are there for every request. */
const commonContext = (region: string, now: number): RequestContext => ({
  'aws:currenttime': new Date(now).toISOString(),
  'aws:epochtime': String(Math.floor(now / 1000)),
  'aws:requestedregion': region,
  'aws:sourceip': '127.0.0.1',
  // Loopback stands for the TLS that AWS would see.
  'aws:securetransport': 'true',
});

/** The keys of a caller with an identity, and those of the service that is asked. */
function requestContext(
  principal: Principal,
  identity: Identity,
  common: RequestContext,
  own: Record<string, string | string[]> = {},
): RequestContext {
  const context: Record<string, string | string[] | undefined> = {
    ...common,
    // A role's sessions are compared by the role's ARN.
    'aws:principalarn': identity.arn,
    'aws:principalaccount': principal.accountId,
    'aws:principaltype': identity.kind === 'role' ? 'AssumedRole' : 'User',
    'aws:userid': principal.userId,
  };
  if (principal.federated) Object.assign(context, identityContext(principal.federated));
  if (identity.kind === 'user') context['aws:username'] = identity.name;
  for (const [name, value] of Object.entries(own)) context[name.toLowerCase()] = value;
  return context;
}
