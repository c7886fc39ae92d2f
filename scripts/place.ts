/** Which shop a command is about: the one on this machine, or a deployed one. */

// The SDK's farewell to Node 20 is for whoever upgrades it, not for whoever asks the shop.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** What every client of the SDK is made with. */
export interface Place {
  readonly region?: string;
  /** Absent: AWS itself, or what the environment says. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** In milliseconds, for a cloud whose clock is another. */
  readonly systemClockOffset?: number;
}

/** What each of these commands is told of the shop that it is about. */
export interface PlaceArguments {
  readonly stack: string;
  readonly aws: boolean;
  readonly region?: string;
}

/** For `parseArgs`: the same. */
export const placeOptions = {
  stack: { type: 'string', default: 'Bodega-dev-Stateless' },
  aws: { type: 'boolean', default: false },
  region: { type: 'string' },
} as const;

/** Their lines in a command's help. */
export const placeUsage = `  --stack NAME         of which stack (${placeOptions.stack.default})
  --aws                of a deployed shop, with the credentials of the AWS CLI
  --region NAME        where it is deployed`;

/**
 * Where the shop is: on this machine at its usual port, or where `AWS_ENDPOINT_URL` says, unless AWS is asked for.
 *
 * @example
 * placeOf({ aws: false }, {}) // http://127.0.0.1:4566
 */
export function placeOf(
  { aws, region }: { aws: boolean; region?: string | undefined },
  env: NodeJS.ProcessEnv,
): Place {
  if (aws) return region === undefined ? {} : { region };
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = env;
  return {
    region: region ?? AWS_REGION ?? 'us-east-1',
    endpoint: AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566',
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID ?? 'test',
      secretAccessKey: AWS_SECRET_ACCESS_KEY ?? 'test',
    },
  };
}

/** What kept a command from doing its work, as a person is told. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  if (code !== 'ECONNREFUSED') return message || String(error);
  return 'No shop answers on this machine. Start it with "npm start", or say --aws for a deployed one.';
}
