import type { PolicyStatement } from '../core/ports.ts';
import type { ResourceProvider, ResourceRequest } from '../core/resource.ts';
import type { FunctionRegistry } from './function.ts';

/**
 * `AWS::Lambda::Permission`: one statement of the policy on a function. It is asked of services that act on their own,
 * as rules of EventBridge do; a caller with a role is let in by the role's policies as well.
 */
export function permissionProvider(functions: FunctionRegistry, partition: string): ResourceProvider {
  const permit = ({ logicalId, properties }: ResourceRequest) => {
    const { definition, invokedArn } = functions.resolve(properties['FunctionName']);
    return functions.permit(definition.name, statementOf(properties, logicalId, invokedArn, partition));
  };
  const takenAway = new Map<string, () => void>();
  return {
    type: 'AWS::Lambda::Permission',
    honoured: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
    inert: {
      EventSourceToken: 'there are no Alexa skills',
      FunctionUrlAuthType: 'functions have no URLs',
      InvokedViaFunctionUrl: 'functions have no URLs',
      PrincipalOrgID: 'there is one account and no organization',
    },
    async create(request) {
      takenAway.set(request.generatedName, permit(request));
      return { ref: request.generatedName, attributes: { Id: request.generatedName } };
    },
    async update(request) {
      const { created, former } = request;
      takenAway.get(created.ref)?.();
      takenAway.set(created.ref, permit(request));
      return {
        created,
        undo() {
          takenAway.get(created.ref)?.();
          takenAway.set(created.ref, permit({ ...request, properties: former }));
        },
      };
    },
    async remove(request, { ref }) {
      takenAway.get(ref)?.();
      takenAway.delete(ref);
      return () => void takenAway.set(ref, permit(request));
    },
  };
}

function statementOf(
  { Action, Principal, SourceArn, SourceAccount }: Record<string, any>,
  Sid: string,
  Resource: string,
  partition: string,
): PolicyStatement {
  const Condition = {
    ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
    ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
  };
  return {
    Sid,
    Effect: 'Allow',
    Principal: grantee(String(Principal), partition),
    Action,
    Resource,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

function grantee(principal: string, partition: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}
