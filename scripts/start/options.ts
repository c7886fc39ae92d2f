import { parseArgs } from 'node:util';

/** How the shop is to run on this machine. */
export interface StartOptions {
  graphqlPort: number;
  gatewayPort: number;
  host: string;
  /** Where data outlives a stop; absent: nothing does. */
  dataDirectory?: string;
  /** Another DynamoDB endpoint than the bundled database. */
  dynamodbEndpoint?: string;
  seed: boolean;
  watch: boolean;
  verbose: boolean;
}

export const help = `Runs the whole shop on this machine, from the templates that "cdk deploy" deploys.

  npm start -- [options]

  --port <number>          GraphQL over HTTP and WebSocket, and the explorer page   (4000)
                           the HTTP API takes the next free one after it
  --gateway-port <number>  the AWS service APIs, for SDKs and the AWS CLI            (4566)
  --host <address>         the address to listen on                                  (127.0.0.1)
  --data <directory>       keep data and users there between runs                    (kept nowhere)
  --dynamodb <url>         use another DynamoDB endpoint than the bundled database
  --no-seed                start with an empty shop
  --watch                  serve changes as they are saved, data kept ("npm run dev")
  --verbose                log every request and every function's output
  --help                   this text
`;

/** A mistake on the command line; its message says what to write instead. */
export class UsageError extends Error {}

/**
 * Reads the command line of `npm start`.
 *
 * @throws UsageError for an unknown option or a port that is none.
 * @example
 * readOptions(['--port', '5000', '--no-seed'])
 */
export function readOptions(args: string[]): StartOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  return {
    graphqlPort: port('--port', values.port),
    gatewayPort: port('--gateway-port', values['gateway-port']),
    host: values.host,
    dataDirectory: values.data ?? (values.watch ? '.bodega/data' : undefined),
    dynamodbEndpoint: values.dynamodb,
    seed: !values['no-seed'],
    watch: values.watch,
    verbose: values.verbose,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4000' },
        'gateway-port': { type: 'string', default: '4566' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        dynamodb: { type: 'string' },
        'no-seed': { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n"npm start -- --help" names the options.`);
  }
}

function port(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new UsageError(`${option} takes a port from 0 to 65535, not "${text}".`);
  }
  return value;
}
