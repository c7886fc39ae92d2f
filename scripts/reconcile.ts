/**
 * Holds stock, payments and orders of a deployed shop against each other, and prints what does not agree:
 * `npm run reconcile -- [--stack Bodega-dev-Stateless] [--region eu-central-1]`. Of a shop that runs here:
 * `AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test npm run reconcile -- --region us-east-1`.
 * Ends with 1 when there are differences, with 2 when it could not look.
 */
import { parseArgs } from 'node:util';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Reconciled } from '../functions/reconcile.ts';

type Place = { readonly region?: string };

/** The name that CloudFormation gave to the function. */
async function functionOf(stack: string, place: Place): Promise<string> {
  const client = new CloudFormationClient(place);
  for (let NextToken: string | undefined; ;) {
    const page = await client.send(
      new ListStackResourcesCommand({ StackName: stack, ...(NextToken ? { NextToken } : {}) }),
    );
    const found = page.StackResourceSummaries?.find(
      ({ ResourceType, LogicalResourceId }) =>
        ResourceType === 'AWS::Lambda::Function' && LogicalResourceId?.startsWith('ReconcileHandler'),
    );
    if (found?.PhysicalResourceId) return found.PhysicalResourceId;
    NextToken = page.NextToken;
    if (!NextToken) throw new Error(`The stack ${stack} has no function that reconciles.`);
  }
}

async function reconcile(stack: string, place: Place): Promise<Reconciled> {
  const { Payload, FunctionError } = await new LambdaClient(place).send(
    new InvokeCommand({ FunctionName: await functionOf(stack, place), Payload: '{}' }),
  );
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError) throw new Error(`The function failed: ${text}`);
  return JSON.parse(text) as Reconciled;
}

try {
  const { values } = parseArgs({
    options: { stack: { type: 'string', default: 'Bodega-dev-Stateless' }, region: { type: 'string' } },
  });
  const { orders, variants, vouchers, found, differences } = await reconcile(
    values.stack,
    values.region ? { region: values.region } : {},
  );
  if (found > 0) console.table(differences);
  if (found > differences.length) console.log(`… and ${found - differences.length} more.`);
  console.log(`${orders} orders, ${variants} variants, ${vouchers} vouchers: ${found} differences.`);
  process.exitCode = found > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
