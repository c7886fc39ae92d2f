#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import {
  AssemblyError,
  defaultCertificateDirectory,
  FaultOptionError,
  formatCredentials,
  formatEndpoints,
  formatOutputs,
  formatReport,
  OptionError,
  PortInUseError,
  readFaultSpec,
  SettleError,
  start,
  TemplateError,
  trustHelp,
  UnknownInTemplateError,
  type LocalCloud,
  type StartOptions,
} from './index.ts';

const help = `Stands up the stacks of a CDK app, or plain CloudFormation templates, on this machine.

  node build/local/cli.js --assembly cdk.out [options]

  --assembly <path>        cloud assembly, directory of templates, or one template   (cdk.out)
  --stack <name>           only this stack and what it needs; * for any text; repeatable
  --port <number>          GraphQL over HTTP and WebSocket                           (4000)
  --http-port <number>     the first HTTP API                       (the next free one after --port)
  --gateway-port <number>  the AWS service APIs, for SDKs and the AWS CLI            (4566)
  --host <address>         the address to listen on                                  (127.0.0.1)
  --data <directory>       keep data and users there between runs                    (kept nowhere)
  --dynamodb <url>         use another DynamoDB endpoint than the bundled database
  --opensearch <url>       OpenSearch for the data sources of that type              (none)
  --bedrock <url>          who answers data sources of Amazon Bedrock, in its protocol  (nobody)
  --region <name>          region to be in                      (that of the templates, or us-east-1)
  --account <digits>       account to be                        (that of the templates, or zeros)
  --parameter <Stack:Name=value>  a template's parameter; repeatable
  --ssm <name=value>       a value of the Parameter Store that templates read; repeatable
  --no-tls                 plain HTTP alone; Amplify's clients cannot subscribe then
  --faults <seed>[:spec]   inject faults, repeatable by seed; spec: kind=rate,... with * for any text,
                           7:dynamodb.*,sqs.lostAck=0.1            (everything, at its usual rate)
  --strict                 fail on anything the local cloud does not know
  --verbose                log what happens, and list what has no meaning on a laptop
  --trust-help             how to make browsers and systems trust the local certificate
  --help                   this text
`;

/** A mistake on the command line; its message says what to write instead. */
class UsageError extends Error {}

/**
 * Reads the command line.
 * @throws UsageError, FaultOptionError for an unknown option or a malformed value.
 */
export function readCommandLine(
  args: string[],
): { show: 'help' | 'trust-help' } | { start: StartOptions; verbose: boolean } {
  const values = parse(args);
  if (values.help) return { show: 'help' };
  if (values['trust-help']) return { show: 'trust-help' };
  const parameters: Record<string, Record<string, string>> = {};
  for (const text of values.parameter) {
    const [, stack, name, value] = /^([^:=]+):([^=]+)=([^]*)$/.exec(text) ?? [];
    if (!stack || !name || value === undefined)
      throw new UsageError(`--parameter takes Stack:Name=value, not "${text}"`);
    (parameters[stack] ??= {})[name] = value;
  }
  const options: StartOptions = {
    cloudAssembly: values.assembly,
    ...(values.stack.length > 0 ? { stacks: values.stack } : {}),
    ports: {
      graphql: port('--port', values.port),
      ...(values['http-port'] === undefined ? {} : { httpApi: port('--http-port', values['http-port']) }),
      gateway: port('--gateway-port', values['gateway-port']),
    },
    host: values.host,
    ...(values.data === undefined ? {} : { dataDirectory: values.data }),
    ...(values.dynamodb === undefined ? {} : { dynamodbEndpoint: values.dynamodb }),
    ...(values.opensearch === undefined ? {} : { openSearchEndpoint: values.opensearch }),
    ...(values.bedrock === undefined ? {} : { bedrockEndpoint: values.bedrock }),
    ...(values.region === undefined ? {} : { region: values.region }),
    ...(values.account === undefined ? {} : { accountId: values.account }),
    parameters,
    ssmParameters: Object.fromEntries(values.ssm.map((text) => pair('--ssm', text))),
    ...(values['no-tls'] ? { tls: false as const } : {}),
    ...(values.faults === undefined ? {} : { faults: readFaultSpec(values.faults) }),
    strict: values.strict,
    logLevel: values.verbose ? 'debug' : 'warn',
  };
  return { start: options, verbose: values.verbose };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        assembly: { type: 'string', default: 'cdk.out' },
        stack: { type: 'string', multiple: true, default: [] },
        port: { type: 'string', default: '4000' },
        'http-port': { type: 'string' },
        'gateway-port': { type: 'string', default: '4566' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        dynamodb: { type: 'string' },
        opensearch: { type: 'string' },
        bedrock: { type: 'string' },
        region: { type: 'string' },
        account: { type: 'string' },
        parameter: { type: 'string', multiple: true, default: [] },
        ssm: { type: 'string', multiple: true, default: [] },
        'no-tls': { type: 'boolean', default: false },
        faults: { type: 'string' },
        strict: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        'trust-help': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n--help names the options.`);
  }
}

function port(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new UsageError(`${option} takes a port from 0 to 65535, not "${text}"`);
}

function pair(option: string, text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`${option} takes name=value, not "${text}"`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** What a person needs to know once the cloud stands. */
function summary(cloud: LocalCloud, verbose: boolean): string {
  const parts = [
    formatReport(cloud.report, { verbose }),
    formatOutputs(cloud),
    formatEndpoints(cloud),
    `For the AWS CLI and SDKs:\n${formatCredentials(cloud)}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n\nCtrl-C stops everything.\n`;
}

/** An error that is the caller's to mend, in words without a stack; undefined for one that is ours. */
function explain(error: unknown): string | undefined {
  if (error instanceof PortInUseError) {
    const option = { graphql: '--port', httpApi: '--http-port', gateway: '--gateway-port' }[error.use];
    return `${error.message} Stop it, or choose another with ${option}.`;
  }
  const known = [
    UsageError,
    OptionError,
    FaultOptionError,
    AssemblyError,
    TemplateError,
    UnknownInTemplateError,
    SettleError,
  ];
  return known.some((type) => error instanceof type) ? (error as Error).message : undefined;
}

/** Runs until a signal asks it to stop. */
export async function main(args: string[]): Promise<void> {
  const command = readCommandLine(args);
  if ('show' in command) {
    const text = command.show === 'help' ? help : trustHelp(join(defaultCertificateDirectory(), 'ca.pem'));
    process.stdout.write(`${text.trimEnd()}\n`);
    return;
  }
  // A signal may come while the cloud is still starting: it is then stopped as soon as it stands.
  const starting = start({ traces: true, ...command.start });
  let stopping = false;
  const stop = () => {
    // Asked twice, it goes at once; the database ends with the process.
    if (stopping) process.exit(1);
    stopping = true;
    starting
      .then((cloud) => cloud.close())
      .catch(() => (process.exitCode = 1))
      .finally(() => process.exit());
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const cloud = await starting;
  if (!stopping) process.stdout.write(summary(cloud, command.verbose));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    const words = explain(error) ?? (error as Error).stack ?? String(error);
    process.stderr.write(`${words}\n`);
    process.exitCode = 1;
  });
}
