import type { Iam, Lambda, UserPools } from '../../core/ports.ts';
import type { Authorization, Call } from '../call.ts';
import type { Backends } from '../integrations/index.ts';
import { Refusal } from '../request.ts';
import { authorizeByPolicies } from './iam.ts';
import { authorizeByToken } from './jwt.ts';
import { authorizeByFunction, type RememberedAnswers } from './lambda.ts';

/** Whom authorizers ask. */
export interface AuthorizerBackends extends Pick<Backends, 'callerOf'> {
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly userPools: UserPools;
  readonly answers: RememberedAnswers;
}

/**
 * Lets a call pass, and says what is known of the caller; undefined on a route that is open to everybody.
 * @throws Refusal 401 for a caller who says nothing of use, 403 for one who may not, 500 when the authorizer fails.
 */
export async function authorize(
  call: Call,
  backends: AuthorizerBackends,
): Promise<Authorization | undefined> {
  const { route, api } = call;
  if (route.authorization === 'NONE') return undefined;
  if (route.authorization === 'AWS_IAM') return authorizeByPolicies(call, backends.iam);
  const authorizer = api.authorizers.get(route.authorizerId ?? '');
  if (!authorizer)
    throw new Refusal(500, 'Internal Server Error', { reason: `no authorizer ${route.authorizerId}` });
  return authorizer.kind === 'jwt'
    ? authorizeByToken(authorizer, call, backends.userPools)
    : authorizeByFunction(authorizer, call, backends);
}

/** `arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/$default/GET/pets/1` */
export function routeArn({ environment, api, stage, request }: Call): string {
  const { partition, region, accountId } = environment;
  const path = stage.name === '$default' ? request.path : request.path.slice(stage.name.length + 1);
  return `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${stage.name}/${request.method}${path}`;
}
