/** What dead letters are, in words. */
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { DynamoDBRecord } from 'aws-lambda';
import { changeOf } from '../../functions/lib/changes.ts';
import { outgoingOf } from '../../functions/lib/events/outbox.ts';
import type { Clients } from './clients.ts';
import type { Letter, StreamLetter } from './letter.ts';
import { recordsOf } from './records.ts';

/** How each function reads a record of the stream, by the name of its file. */
const readers: Readonly<Record<string, (record: DynamoDBRecord) => unknown>> = {
  emptyOutbox: outgoingOf,
  publishChanges: changeOf,
};

const longest = 400;

/** What a letter is, and why it is there as far as that can be told; a line each. */
export async function explain(letter: Letter, clients: Clients): Promise<string[]> {
  switch (letter.kind) {
    case 'stream':
      return explainBatch(letter, clients);
    case 'call':
      return [
        `a call of ${nameOf(letter.functionArn)} that failed ${letter.invocations} times (${letter.condition})`,
        `with ${short(letter.payload)}`,
        ...(letter.answer === undefined ? [] : [`it answered ${short(letter.answer)}`]),
      ];
    case 'event':
      return [
        `an event that the rule ${nameOf(letter.ruleArn)} could not hand to ${nameOf(letter.targetArn)}`,
        letter.error,
        short(letter.event),
      ];
    case 'schedule':
      return [
        `what the schedule ${nameOf(letter.scheduleArn)} could not hand to ${nameOf(letter.targetArn)}`,
        letter.error,
        short(letter.input),
      ];
    case 'message':
      return [
        `a message of the queue ${nameOf(letter.sourceArn)}${letter.group ? `, group ${letter.group}` : ''}`,
        short(letter.message.Body),
      ];
    case 'unknown':
      return [`something that is not known here: ${letter.why}`, short(letter.message.Body)];
  }
}

async function explainBatch(letter: StreamLetter, clients: Clients): Promise<string[]> {
  const { functionArn, condition, invocations, size } = letter;
  const head = `${count(size, 'record')} of the stream that ${nameOf(functionArn)} gave up after ${count(invocations, 'call')} (${condition})`;
  const { records, gone } = await recordsOf(letter, clients);
  if (gone !== undefined) return [head, `They cannot be shown: ${gone}.`];
  const missing = size - records.length;
  const read = readers[await handlerOf(functionArn, clients)];
  return [
    head,
    ...records.flatMap((record) => [describe(record), ...(read ? [verdict(record, read)] : [])]),
    ...(missing > 0
      ? [`${count(missing, 'record')} more cannot be shown: the stream no longer has them.`]
      : []),
  ];
}

/** One line on a record: what was done to which item. */
export function describe({ eventName, dynamodb }: DynamoDBRecord): string {
  const { __edb_e__: entity, ...image } = dynamodb?.NewImage ?? dynamodb?.OldImage ?? {};
  const plain = Object.entries(image).flatMap(([name, value]) => {
    const text = value.S ?? value.N;
    return text === undefined || /^((gsi\d)?[ps]k|__edb_v__)$/.test(name) ? [] : [`${name} ${text}`];
  });
  const what = `${eventName} ${entity?.S ?? 'of an item that is none of the shop’s'}`;
  return cut(`${dynamodb?.SequenceNumber}: ${what}: ${plain.sort().join(', ')}`);
}

/** Whether the code in this folder, which need not be what is deployed, can read a record. */
function verdict(record: DynamoDBRecord, read: (record: DynamoDBRecord) => unknown): string {
  try {
    read(record);
    return '  The code here can read it: the cause is elsewhere, or mended here.';
  } catch (error) {
    return `  The code here cannot read it: ${(error as Error).message}`;
  }
}

/** The file of a function of the shop, by which its log lines are known, too. */
async function handlerOf(functionArn: string, { lambda }: Clients): Promise<string> {
  const { Environment } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionArn }),
  );
  return Environment?.Variables?.POWERTOOLS_SERVICE_NAME ?? '';
}

/** The last part of an ARN; a function's name without its qualifier. */
export function nameOf(arn: string): string {
  const [, name] = /:function:([^:]+)/.exec(arn) ?? [];
  return name ?? arn.split(/[:/]/).at(-1)!;
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

const short = (value: unknown): string => cut(typeof value === 'string' ? value : JSON.stringify(value));

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} …` : text);
