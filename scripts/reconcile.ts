/**
 * Holds stock, payments and orders against each other, and prints what does not agree: `npm run reconcile`, of the shop
 * on this machine, or with `-- --aws` of a deployed one. `--help` names the options.
 */
import { parseArgs } from 'node:util';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { placeOf, placeOptions, placeUsage, reasonOf, type Place } from './place.ts';
import type { Reconciled } from '../functions/reconcile.ts';

const usage = `npm run reconcile -- [options]

Holds stock, payments, orders and vouchers against each other, and prints what does not agree.
Without --aws it asks the shop that runs on this machine.

${placeUsage}
  --help               this text

Ends with 0 when everything agrees, with 1 when there are differences, with 2 when it could not look.`;

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

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { ...placeOptions, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { orders, variants, vouchers, found, differences } = await reconcile(
    values.stack,
    placeOf(values, process.env),
  );
  if (found > 0) console.table(differences);
  if (found > differences.length) console.log(`… and ${found - differences.length} more.`);
  console.log(`${orders} orders, ${variants} variants, ${vouchers} vouchers: ${found} differences.`);
  return found > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 2;
}
