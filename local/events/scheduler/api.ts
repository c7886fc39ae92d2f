import { requireAccess } from '../../core/access.ts';
import type { AwsApi, AwsRequest, AwsResponse } from '../../core/aws-api.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Iam } from '../../core/ports.ts';
import { schedulerOperations, type SchedulerService } from './operations.ts';

/** Methods and paths of the REST API. Source: the service's model, as `@aws-sdk/client-scheduler` carries it. */
const routes: readonly [method: string, path: RegExp, operation: string, member: string][] = [
  ['GET', /^\/schedules$/, 'ListSchedules', ''],
  ['POST', /^\/schedules\/([^/]+)$/, 'CreateSchedule', 'Name'],
  ['GET', /^\/schedules\/([^/]+)$/, 'GetSchedule', 'Name'],
  ['PUT', /^\/schedules\/([^/]+)$/, 'UpdateSchedule', 'Name'],
  ['DELETE', /^\/schedules\/([^/]+)$/, 'DeleteSchedule', 'Name'],
  ['GET', /^\/schedule-groups$/, 'ListScheduleGroups', ''],
  ['POST', /^\/schedule-groups\/([^/]+)$/, 'CreateScheduleGroup', 'Name'],
  ['GET', /^\/schedule-groups\/([^/]+)$/, 'GetScheduleGroup', 'Name'],
  ['DELETE', /^\/schedule-groups\/([^/]+)$/, 'DeleteScheduleGroup', 'Name'],
  ['GET', /^\/tags\/(.+)$/, 'ListTagsForResource', 'ResourceArn'],
  ['POST', /^\/tags\/(.+)$/, 'TagResource', 'ResourceArn'],
  ['DELETE', /^\/tags\/(.+)$/, 'UntagResource', 'ResourceArn'],
];

/** EventBridge Scheduler's API, as SDKs and the AWS CLI speak to it. */
export function schedulerApi(service: SchedulerService, iam: Iam): AwsApi {
  const operations = schedulerOperations(service);
  return {
    signingNames: ['scheduler'],
    targetPrefixes: [],
    protocol: 'rest-json',
    allowsAnonymous: () => false,
    async handle(request: AwsRequest): Promise<AwsResponse> {
      for (const [method, path, name, member] of routes) {
        const match = request.method === method ? path.exec(request.path) : null;
        if (!match) continue;
        const operation = operations[name]!;
        const input = inputOf(request, member, match[1]);
        if (request.principal) {
          requireAccess(iam, request.principal, `scheduler:${name}`, operation.asks(input), undefined, 403);
        }
        const answer = operation.run(input);
        // The caller is told when it is kept.
        await service.flush();
        return { status: 200, body: JSON.stringify(answer) };
      }
      throw new AwsError(
        'UnknownOperationException',
        `The local Scheduler does not know ${request.method} ${request.path}`,
        404,
      );
    },
  };
}

/** Members in the query that the API writes in lower case. */
const queryMembers: Readonly<Record<string, string>> = { groupName: 'GroupName', clientToken: 'ClientToken' };

function inputOf(
  { body, query }: AwsRequest,
  member: string,
  value: string | undefined,
): Record<string, any> {
  const input: Record<string, any> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    input[queryMembers[name] ?? name] = name === 'TagKeys' ? values : values[0];
  }
  try {
    Object.assign(input, JSON.parse(body.toString() || '{}'));
    if (value !== undefined) input[member] = decodeURIComponent(value);
    return input;
  } catch {
    throw new AwsError('ValidationException', 'The request is not a JSON object.');
  }
}
