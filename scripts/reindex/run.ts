import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { run, type Terminal } from '../command.ts';
import { placeOf, type Place } from '../place.ts';
import { parseCommand, usage, type Command } from './command.ts';
import { reindex, type Found } from './reindex.ts';

/**
 * Runs the command.
 *
 * @returns its exit code: 0 when every key is right, 1 when some are not, 2 when it could not look.
 * @example
 * await runCommand(['--apply'], { env: process.env, print: console.log, complain: console.error });
 */
export function runCommand(args: string[], terminal: Terminal): Promise<0 | 1 | 2> {
  return run(args, terminal, { usage, parse: parseCommand, act });
}

async function act(command: Command, { env, print }: Terminal): Promise<boolean> {
  const place = placeOf(command, env);
  const table = await tableOf(command.stack, place);
  const database = new DynamoDBClient(place);
  try {
    const { apply, segments, rate, state } = command;
    const found = await reindex({
      client: DynamoDBDocumentClient.from(database),
      table,
      apply,
      segments,
      rate,
      ...(state === undefined ? {} : { state }),
      tell: print,
    });
    return report(found, apply, print);
  } finally {
    database.destroy();
  }
}

function report(found: Record<string, Found>, apply: boolean, print: (line: string) => void): boolean {
  const sum = (part: keyof Found) => Object.values(found).reduce((total, one) => total + one[part], 0);
  for (const [name, { read, stale, written, odd }] of Object.entries(found)) {
    if (stale + odd === 0) continue;
    print(`${name}: ${read} read, ${stale} stale, ${written} written, ${odd} for somebody to see to`);
  }
  print(
    `${sum('read')} items read: ${sum('stale')} have keys of before, ${apply ? `${sum('written')} were written` : 'none was written (--apply)'}, ${sum('odd')} are for somebody to see to.`,
  );
  const left = apply ? sum('odd') : sum('stale') + sum('odd');
  return left === 0;
}

/** The name that CloudFormation gave to the table. */
async function tableOf(StackName: string, place: Place): Promise<string> {
  const client = new CloudFormationClient(place);
  try {
    for (let NextToken: string | undefined; ;) {
      const page = await client.send(
        new ListStackResourcesCommand({ StackName, ...(NextToken ? { NextToken } : {}) }),
      );
      const found = page.StackResourceSummaries?.find(({ ResourceType }) =>
        /^AWS::DynamoDB::(Global)?Table$/.test(ResourceType ?? ''),
      );
      if (found?.PhysicalResourceId) return found.PhysicalResourceId;
      NextToken = page.NextToken;
      if (!NextToken) throw new Error(`The stack ${StackName} has no table.`);
    }
  } finally {
    client.destroy();
  }
}
