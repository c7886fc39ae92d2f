/**
 * Writes `amplify_outputs.json`, the file that Amplify's clients are configured with, from a deployed stack:
 * `npm run outputs -- --stack Bodega-Api [--region eu-central-1] [--file amplify_outputs.json]`.
 * A local shop's file is written by `npm start`, from the same function.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';

/** The outputs of the shop's stacks that a client needs, by their names there. */
export interface StackOutputs {
  readonly GraphQLUrl: string;
  readonly ApiKey: string;
  readonly UserPoolId: string;
  readonly UserPoolClientId: string;
  readonly Region: string;
}

export interface AmplifyOutputsInput {
  readonly outputs: Readonly<Record<string, string | undefined>>;
  /** Where the local cloud answers; absent for a deployed stack. */
  readonly local?: {
    /** E.g. `http://localhost:4000/graphql`. */
    readonly graphqlEndpoint: string;
    /** E.g. `http://localhost:4566/`. */
    readonly userPoolEndpoint: string;
  };
}

/**
 * The content of `amplify_outputs.json`.
 *
 * A deployed shop gets the versioned form that every Amplify library reads, Swift, Android and Flutter included. That
 * form has no place for a user pool's endpoint, so a local shop gets the form that Amplify for JavaScript keeps
 * inside (`ResourcesConfig`), which has. `Amplify.configure` takes both as they are: it tells them apart by `version`
 * (`parseAmplifyConfig` in `@aws-amplify/core`).
 *
 * @throws Error that names the outputs that are missing.
 * @example
 * await writeFile('amplify_outputs.json', JSON.stringify(amplifyOutputs({ outputs }), null, 2));
 */
export function amplifyOutputs({ outputs, local }: AmplifyOutputsInput): Record<string, unknown> {
  const stack = complete(outputs);
  return local ? resourcesConfig(stack, local) : versioned(stack);
}

function resourcesConfig(stack: StackOutputs, local: NonNullable<AmplifyOutputsInput['local']>) {
  return {
    Auth: {
      Cognito: {
        userPoolId: stack.UserPoolId,
        userPoolClientId: stack.UserPoolClientId,
        userPoolEndpoint: local.userPoolEndpoint,
        signUpVerificationMethod: 'code',
        loginWith: { email: true },
      },
    },
    API: {
      GraphQL: {
        endpoint: local.graphqlEndpoint,
        region: stack.Region,
        defaultAuthMode: 'userPool',
        apiKey: stack.ApiKey,
      },
    },
  };
}

/** https://docs.amplify.aws/react/reference/amplify_outputs/ */
function versioned(stack: StackOutputs) {
  return {
    version: '1.4',
    auth: {
      aws_region: stack.Region,
      user_pool_id: stack.UserPoolId,
      user_pool_client_id: stack.UserPoolClientId,
      username_attributes: ['email'],
      user_verification_types: ['email'],
    },
    data: {
      aws_region: stack.Region,
      url: stack.GraphQLUrl,
      api_key: stack.ApiKey,
      default_authorization_type: 'AMAZON_COGNITO_USER_POOLS',
      authorization_types: ['API_KEY', 'AWS_IAM'],
    },
  };
}

const names = ['GraphQLUrl', 'ApiKey', 'UserPoolId', 'UserPoolClientId', 'Region'] as const;

function complete(outputs: AmplifyOutputsInput['outputs']): StackOutputs {
  const missing = names.filter((name) => !outputs[name]);
  if (missing.length > 0) throw new Error(`The stack has no output ${missing.join(', ')}.`);
  return outputs as Record<(typeof names)[number], string>;
}

/** Reads the outputs of a stack from CloudFormation, with the region they were read in. */
export async function stackOutputs(
  client: CloudFormationClient,
  stackName: string,
): Promise<Record<string, string | undefined>> {
  const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  const outputs = Stacks?.[0]?.Outputs ?? [];
  const pairs = outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue] as const);
  return { Region: await client.config.region(), ...Object.fromEntries(pairs) };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stack: { type: 'string' },
      region: { type: 'string' },
      file: { type: 'string', default: 'amplify_outputs.json' },
    },
  });
  if (!values.stack) throw new Error('Name the stack: --stack NAME [--region REGION] [--file FILE]');
  const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation');
  const client = new CloudFormationClient(values.region ? { region: values.region } : {});
  const content = amplifyOutputs({ outputs: await stackOutputs(client, values.stack) });
  await writeFile(values.file, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`Wrote ${values.file}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
