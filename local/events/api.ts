import { requireAccess } from '../core/access.ts';
import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Iam } from '../core/ports.ts';
import { archiveOperations } from './operations/archives.ts';
import { busOperations } from './operations/buses.ts';
import { eventOperations } from './operations/events.ts';
import type { Operations, Service } from './operations/operation.ts';
import { ruleOperations } from './operations/rules.ts';
import { targetOperations } from './operations/targets.ts';

const contentType = 'application/x-amz-json-1.1';

/** EventBridge's API, as SDKs and the AWS CLI speak to it. */
export function eventsApi(service: Service, iam: Iam): AwsApi {
  const operations: Operations = {
    ...eventOperations(service),
    ...busOperations(service),
    ...ruleOperations(service),
    ...targetOperations(service),
    ...archiveOperations(service),
  };
  return {
    signingNames: ['events'],
    targetPrefixes: ['AWSEvents'],
    protocol: 'json-1.1',
    allowsAnonymous: () => false,
    async handle({ operation: name = '', body, principal }: AwsRequest): Promise<AwsResponse> {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) {
        throw new AwsError(
          'UnknownOperationException',
          `The local cloud does not serve the operation ${name} of EventBridge.`,
        );
      }
      const input = parse(body);
      if (principal) {
        for (const asked of operation.asks(input)) requireAccess(iam, principal, `events:${name}`, asked);
      }
      const answer = await operation.run(input, principal);
      // The caller is told when it is kept.
      await service.flush();
      return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(answer) };
    },
  };
}

function parse(body: Buffer): Record<string, any> {
  try {
    const input = JSON.parse(body.toString() || '{}');
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Answered below like every other text that is not an object.
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object.');
}
