import { requireAccess } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Iam, Principal } from '../core/ports.ts';
import type { Input } from './input.ts';
import { alarmOperations } from './operations/alarms.ts';
import { listMetrics } from './operations/list-metrics.ts';
import type { Operations, Service } from './operations/operation.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { getMetricData, getMetricStatistics } from './operations/read-metrics.ts';

/**
 * Runs an operation by name, after a look at what the caller's policies allow. Moments in its answer are `Date`s.
 * @throws AwsError with CloudWatch's error name.
 */
export type Call = (operation: string, input: Input, principal?: Principal) => object;

export function createCall(service: Service, iam: Iam): Call {
  const operations: Operations = {
    PutMetricData: putMetricData(service),
    ListMetrics: listMetrics(service),
    GetMetricData: getMetricData(service),
    GetMetricStatistics: getMetricStatistics(service),
    ...alarmOperations(service),
  };
  return (name, input, principal) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation)
      throw new AwsError(
        'InvalidAction',
        `The local cloud does not serve the operation ${name} of CloudWatch.`,
      );
    if (principal) {
      for (const resource of operation.resources?.(input) ?? ['*'])
        requireAccess(iam, principal, `cloudwatch:${name}`, resource, operation.context?.(input), 403);
    }
    return operation.run(input);
  };
}
