import type { UserPools } from '../../core/ports.ts';
import type { Authorization, Call } from '../call.ts';
import { evaluate } from '../mapping.ts';
import type { Authorizer } from '../model.ts';
import { Refusal } from '../request.ts';

/**
 * Checks a token of a user pool. Claims reach the integration as text, lists as `[a b]`.
 * Source: API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers".
 *
 * @throws Refusal 401 for a token that is absent or does not hold, 403 for one without any of the route's scopes.
 */
export async function authorizeByToken(
  authorizer: Extract<Authorizer, { kind: 'jwt' }>,
  call: Call,
  userPools: UserPools,
): Promise<Authorization> {
  const given = evaluate(authorizer.identitySource, call);
  const token = given?.replace(/^Bearer\s+/i, '');
  if (!token) throw unauthorized('Bearer');
  const audience = authorizer.audience.map(escape).join('|');
  const verified = await userPools.verify(token, authorizer.userPoolId, `^(?:${audience})$`);
  if (!verified.ok) {
    const description = verified.reason === 'expired' ? 'the token has expired' : 'the token is not valid';
    throw unauthorized(`Bearer scope="" error="invalid_token" error_description="${description}"`);
  }
  const { claims } = verified;
  const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  const wanted = call.route.scopes;
  if (wanted.length > 0 && !wanted.some((scope) => scopes.includes(scope))) {
    throw new Refusal(403, 'Forbidden', {
      headers: { 'www-authenticate': `Bearer scope="${wanted.join(' ')}" error="insufficient_scope"` },
      reason: `the token has none of the scopes ${wanted.join(', ')}`,
    });
  }
  return {
    jwt: {
      claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(value)])),
      scopes: wanted.length > 0 ? scopes.filter((scope) => wanted.includes(scope)) : null,
    },
  };
}

const unauthorized = (challenge: string) =>
  new Refusal(401, 'Unauthorized', { headers: { 'www-authenticate': challenge }, reason: challenge });

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.join(' ')}]`
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value);
