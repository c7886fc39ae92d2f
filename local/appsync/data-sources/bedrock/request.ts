import { RequestFault } from '../../execution/resolve.ts';
import { bodyText } from '../signing.ts';

/** A call of Amazon Bedrock's runtime in its own protocol, REST with JSON; always a POST. */
export interface BedrockCall {
  readonly operation: 'InvokeModel' | 'Converse';
  /** A model's or an inference profile's id or ARN. */
  readonly modelId: string;
  readonly guardrail?: { readonly identifier: string; readonly version: string | undefined };
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Given = Readonly<Record<string, unknown>>;

/** Headers of InvokeModel by the member of the request that they carry (Bedrock API Reference, InvokeModel). */
const invokeHeaders = {
  guardrailIdentifier: 'x-amzn-bedrock-guardrailidentifier',
  guardrailVersion: 'x-amzn-bedrock-guardrailversion',
  guardrailTrace: 'x-amzn-bedrock-trace',
} as const;

/** Members of Converse that go into its body (`@aws-appsync/utils`, `BedrockConverseRequest`). */
const converseMembers = [
  'messages',
  'system',
  'inferenceConfig',
  'toolConfig',
  'guardrailConfig',
  'promptVariables',
  'additionalModelRequestFields',
  'additionalModelResponseFieldPaths',
] as const;

/** Members whose content is the app's own JSON, which is sent as it is. */
const documents: ReadonlySet<string> = new Set(['additionalModelRequestFields', 'input', 'json']);

/**
 * Reads what a request handler returned (Developer Guide, "resolver function reference for Amazon Bedrock runtime").
 * @throws RequestFault naming the member that is missing, impossible or not known; the texts are not established.
 */
export function readCall(request: unknown): BedrockCall {
  const given = (request ?? {}) as Given;
  const { operation } = given;
  if (operation === undefined) throw new RequestFault("Value for field '$[operation]' not found.");
  if (operation === 'InvokeModel') return readInvokeModel(given);
  if (operation === 'Converse') return readConverse(given);
  throw new RequestFault(
    `Value for field '$[operation]' must be one of [InvokeModel, Converse], not '${String(operation)}'.`,
  );
}

function readInvokeModel(given: Given): BedrockCall {
  requireKnown(given, ['body', ...Object.keys(invokeHeaders)]);
  const modelId = text(given, 'modelId');
  const body = bodyText(given.body);
  if (body === undefined) throw new RequestFault("Value for field '$[body]' not found.");
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' };
  for (const [member, header] of Object.entries(invokeHeaders)) {
    if (isGiven(given[member])) headers[header] = text(given, member);
  }
  const path = `/model/${encodeURIComponent(modelId)}/invoke`;
  return { operation: 'InvokeModel', modelId, ...guardrailOf(given), path, headers, body };
}

function readConverse(given: Given): BedrockCall {
  requireKnown(given, converseMembers);
  const modelId = text(given, 'modelId');
  if (!Array.isArray(given.messages)) throw new RequestFault("Value for field '$[messages]' not found.");
  const members = Object.fromEntries(converseMembers.map((name) => [name, given[name]]));
  const body = withoutNulls({ ...members, promptVariables: oneMap(given.promptVariables) });
  return {
    operation: 'Converse',
    modelId,
    ...guardrailOf((given.guardrailConfig ?? {}) as Given),
    path: `/model/${encodeURIComponent(modelId)}/converse`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  };
}

/** `version` is what mapping templates begin with. */
function requireKnown(given: Given, members: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (['operation', 'modelId', 'version', ...members].includes(name)) continue;
    throw new RequestFault(`Unsupported element '$[${name}]'.`);
  }
}

function text(given: Given, member: string): string {
  const value = given[member];
  if (typeof value === 'string' && value !== '') return value;
  throw new RequestFault(
    isGiven(value)
      ? `Value for field '$[${member}]' must be a text.`
      : `Value for field '$[${member}]' not found.`,
  );
}

function guardrailOf({ guardrailIdentifier, guardrailVersion }: Given): Pick<BedrockCall, 'guardrail'> {
  if (!isGiven(guardrailIdentifier)) return {};
  const version = isGiven(guardrailVersion) ? String(guardrailVersion) : undefined;
  return { guardrail: { identifier: String(guardrailIdentifier), version } };
}

/** AppSync's type is a list of maps where Bedrock's is one map. */
const oneMap = (given: unknown): unknown => (Array.isArray(given) ? Object.assign({}, ...given) : given);

/** Without the members that are null, as an AWS SDK sends none of them; documents stay as they are. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => isGiven(member))
      .map(([name, member]) => [name, documents.has(name) ? member : withoutNulls(member)]),
  );
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
