import type { Environment } from '../../../core/environment.ts';
import type { BedrockCall } from './request.ts';

/** One permission that a call needs. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context?: Record<string, string>;
}

type Place = Pick<Environment, 'partition' | 'region' | 'accountId'>;

/**
 * What the data source's role must be allowed: `bedrock:InvokeModel` for both operations, on the model or on the
 * inference profile and the model behind it, under the guardrail as a condition; and `bedrock:ApplyGuardrail` on that.
 * Of the regions that a profile routes to only this one is asked for. Sources: Bedrock API Reference, InvokeModel and
 * Converse; Bedrock User Guide, "Prerequisites for inference profiles", "Enforce the use of specific guardrails in model
 * inference requests" and "Set up permissions to use Amazon Bedrock Guardrails".
 *
 * @example
 * permissionsFor(call, environment);
 * // [{ action: 'bedrock:InvokeModel', resource: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-lite-v1' }]
 */
export function permissionsFor({ modelId, guardrail }: BedrockCall, place: Place): Permission[] {
  const invocations = resourcesOf(modelId, place).map((resource) => ({
    action: actionOn(resource),
    resource,
  }));
  if (!guardrail) return invocations;
  const { identifier, version = '' } = guardrail;
  const arn = identifier.startsWith('arn:') ? identifier : arnOf(place, `guardrail/${identifier}`);
  // A draft is named by the guardrail alone.
  const context = { 'bedrock:GuardrailIdentifier': /^\d+$/.test(version) ? `${arn}:${version}` : arn };
  return [
    ...invocations.map((invocation) => ({ ...invocation, context })),
    { action: 'bedrock:ApplyGuardrail', resource: arn },
  ];
}

/**
 * Before the id of a model it makes that of an inference profile, which routes to the regions of a geography.
 * Source: Bedrock User Guide, "Supported Regions and models for inference profiles".
 */
const geography = /^(?:us|us-gov|eu|apac|global|jp|au|ca)\./;

function resourcesOf(modelId: string, place: Place): string[] {
  const isArn = modelId.startsWith('arn:');
  const profile = isArn ? /:inference-profile\/(.+)$/.exec(modelId)?.[1] : modelId;
  if (profile === undefined || !geography.test(profile)) return [isArn ? modelId : modelArn(place, modelId)];
  return [
    isArn ? modelId : arnOf(place, `inference-profile/${profile}`),
    modelArn(place, profile.replace(geography, '')),
  ];
}

/** A prompt of Prompt management is rendered; which model it is for only Bedrock knows. */
const actionOn = (resource: string): string =>
  resource.split(':')[5]?.startsWith('prompt/') ? 'bedrock:RenderPrompt' : 'bedrock:InvokeModel';

const arnOf = ({ partition, region, accountId }: Place, resource: string): string =>
  `arn:${partition}:bedrock:${region}:${accountId}:${resource}`;

/** Models belong to no account. */
const modelArn = ({ partition, region }: Place, id: string): string =>
  `arn:${partition}:bedrock:${region}::foundation-model/${id}`;
