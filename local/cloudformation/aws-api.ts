import { requireAccess } from '../core/access.ts';
import type { AwsApi, AwsRequest } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Iam } from '../core/ports.ts';
import type { DeployedResource, DeployedStack } from './world.ts';

const version = '2010-05-15';

/**
 * CloudFormation's own API as far as it reads what stands: `DescribeStacks`, `ListStacks`, `DescribeStackResources`,
 * `ListStackResources`. Shapes are those of the CloudFormation API Reference; answers are never split into pages.
 */
export function createCloudFormationApi(
  { clock }: Environment,
  iam: Iam,
  stacks: () => readonly DeployedStack[],
): AwsApi {
  const createdAt = new Date(clock.now()).toISOString();
  const named = (input: URLSearchParams): DeployedStack => {
    const name = input.get('StackName') ?? '';
    const found = stacks().find((stack) => stack.name === name || stack.id === name);
    if (!found) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
    return found;
  };
  const stack = ({ name, id }: DeployedStack) => ({
    StackId: id,
    StackName: name,
    CreationTime: createdAt,
    StackStatus: 'CREATE_COMPLETE',
  });
  const resource = ({ logicalId, physicalId, type }: DeployedResource) => ({
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: 'CREATE_COMPLETE',
  });
  const operations: Record<string, (input: URLSearchParams) => object> = {
    DescribeStacks: (input) => ({
      Stacks: (input.get('StackName') ? [named(input)] : stacks()).map((each) => ({
        ...stack(each),
        Outputs: Object.entries(each.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      })),
    }),
    ListStacks: () => ({ StackSummaries: stacks().map(stack) }),
    DescribeStackResources: (input) => ({
      StackResources: named(input).resources.map((each) => ({
        ...resource(each),
        StackName: each.stackName,
        Timestamp: createdAt,
      })),
    }),
    ListStackResources: (input) => ({
      StackResourceSummaries: named(input).resources.map((each) => ({
        ...resource(each),
        LastUpdatedTimestamp: createdAt,
      })),
    }),
  };
  return {
    signingNames: ['cloudformation'],
    targetPrefixes: [],
    protocol: 'query',
    allowsAnonymous: () => false,
    async handle(request: AwsRequest) {
      const input = new URLSearchParams(request.body.toString() || request.query.toString());
      const action = input.get('Action') ?? '';
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (!operation) {
        throw new AwsError('InvalidAction', `The local CloudFormation does not offer ${action || 'this'}`);
      }
      const target = input.get('StackName') ? named(input).id : '*';
      if (request.principal) {
        requireAccess(iam, request.principal, `cloudformation:${action}`, target, undefined, 403);
      }
      return {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body:
          `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/${version}/">` +
          `<${action}Result>${xml(operation(input))}</${action}Result>` +
          `<ResponseMetadata><RequestId>${request.requestId}</RequestId></ResponseMetadata></${action}Response>`,
      };
    },
  };
}

/** The query protocol's XML: a list's elements are called `member`. */
function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((element) => `<member>${xml(element)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
