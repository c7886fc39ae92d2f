import type { Environment } from '../core/environment.ts';
import type { Decision, Iam, PolicyDocument, Principal } from '../core/ports.ts';
import { evaluate, isConditional } from './evaluate.ts';
import type { RequestContext } from './pattern.ts';
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

  return (principal, action, resource, context) => {
    if (isAdministrator(principal)) return { allowed: true };
    const identity = registry.identity(principal.roleArn ?? principal.arn);
    if (!identity) return denied;
    if (version !== registry.version) {
      compiled.clear();
      version = registry.version;
    }
    const { policies, boundary, conditional, decisions } = compile(identity);
    if (conditional) {
      return evaluate(policies, boundary, {
        action,
        resource,
        context: requestContext(principal, identity, region, clock.now(), context),
      });
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

/** The keys that are there for every request, and those of the service. */
function requestContext(
  principal: Principal,
  identity: Identity,
  region: string,
  now: number,
  own: Record<string, string | string[]> = {},
): RequestContext {
  const context: Record<string, string | string[]> = {
    // A role's sessions are compared by the role's ARN.
    'aws:principalarn': identity.arn,
    'aws:principalaccount': principal.accountId,
    'aws:principaltype': identity.kind === 'role' ? 'AssumedRole' : 'User',
    'aws:userid': principal.userId,
    'aws:currenttime': new Date(now).toISOString(),
    'aws:epochtime': String(Math.floor(now / 1000)),
    'aws:requestedregion': region,
    'aws:sourceip': '127.0.0.1',
    // Loopback stands for the TLS that AWS would see.
    'aws:securetransport': 'true',
  };
  if (identity.kind === 'user') context['aws:username'] = identity.name;
  for (const [name, value] of Object.entries(own)) context[name.toLowerCase()] = value;
  return context;
}
