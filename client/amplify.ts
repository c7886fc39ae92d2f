import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';

/** The parsed content of `amplify_outputs.json`, in whichever of its forms. */
export type AmplifyOutputs = Parameters<typeof Amplify.configure>[0] | Record<string, unknown>;

/**
 * Points Amplify at a shop: the local one or a deployed one, whichever wrote the file. Call it once, before the first
 * operation.
 *
 * @param outputs - the parsed `amplify_outputs.json`.
 * @param options - Amplify's own, e.g. where tokens are kept.
 * @throws Error when `outputs` names no GraphQL endpoint.
 * @example
 * configure(JSON.parse(await readFile('amplify_outputs.json', 'utf8')));
 */
export function configure(outputs: AmplifyOutputs, options?: Parameters<typeof Amplify.configure>[1]): void {
  Amplify.configure(outputs as Parameters<typeof Amplify.configure>[0], options);
  if (!Amplify.getConfig().API?.GraphQL?.endpoint) {
    throw new Error('The outputs name no GraphQL endpoint. Is this an amplify_outputs.json?');
  }
}

/**
 * Amplify's GraphQL client. With an operation of this package it knows its variables and its result. Signed-in users
 * need no `authMode`; guests say `authMode: 'apiKey'`.
 */
export const client = generateClient();
