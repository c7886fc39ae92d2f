import { servicePrincipal } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Iam } from '../core/ports.ts';
import type { Call } from './call.ts';
import type { Backends } from './integrations/index.ts';
import { Refusal } from './request.ts';

const service = 'apigateway.amazonaws.com';

/** Who calls integrations and authorizers: the role that they name, or API Gateway itself for the route. */
export function createCallers(iam: Iam, { partition, region, accountId }: Environment): Backends['callerOf'] {
  return ({ api, stage, route, request }: Call, roleArn, authorizerId) => {
    // A route is known to policies by its pattern, `…/a1b2c3d4e5/$default/GET/orders/{id}`.
    const path = route.key === '$default' ? '$default' : `${request.method}${route.key.split(' ')[1]}`;
    const part = authorizerId === undefined ? `${stage.name}/${path}` : `authorizers/${authorizerId}`;
    const sourceArn = `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${part}`;
    if (roleArn === undefined) return servicePrincipal(service, sourceArn, accountId);
    try {
      return iam.assume(roleArn, 'BackplaneAssumeRoleSession', { name: service, sourceArn }).principal;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new Refusal(500, 'Internal Server Error', { reason: error.message });
    }
  };
}
