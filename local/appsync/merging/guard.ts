import type { Iam } from '../../core/ports.ts';
import type { ApiDefinition, MergedDefinition } from '../definition.ts';
import { fail } from '../execution/execute.ts';
import type { BoundResolver } from '../execution/resolve.ts';

/**
 * Lets the resolvers of a merged API run only where its execution role may `appsync:SourceGraphQL`: root fields by their
 * own ARN in the source API, the others by the ARN of that API (Developer Guide, "Configuring execution roles"). What the
 * service says of a refusal is not established. Without a role nothing is asked.
 */
export function guardSources(
  iam: Iam,
  { executionRoleArn }: MergedDefinition,
  { resolvers: definitions }: ApiDefinition,
  resolvers: Map<string, BoundResolver>,
): void {
  if (executionRoleArn === undefined) return;
  for (const [coordinate, resolver] of resolvers) {
    const { sourceArn, sourceField } = definitions.get(coordinate)!;
    if (sourceArn === undefined || sourceField === undefined) continue;
    resolvers.set(coordinate, {
      resolve(call) {
        const { principal } = iam.assume(executionRoleArn, 'APPSYNC_ASSUME_ROLE');
        const asked = call.plan.depth === 1 ? sourceField : sourceArn;
        if (iam.authorize(principal, 'appsync:SourceGraphQL', asked).allowed) return resolver.resolve(call);
        const { fieldName, parentType } = call.plan;
        return fail(call.run, call.plan, call.path, {
          errorType: 'Unauthorized',
          message: `Not Authorized to access ${fieldName} on type ${parentType.name}`,
        });
      },
    });
  }
}
