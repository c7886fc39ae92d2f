import { changeEntry, stableId } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { ResourceGround } from './index.ts';

const hour = 3_600;
const day = 24 * hour;
const defaultLife = 7 * day;
/** Developer Guide, "Configuring authorization", and the General Reference's quotas. */
const longestLife = 365 * day;
const mostKeys = 50;

/**
 * `AWS::AppSync::ApiKey`: seven days unless `Expires` says otherwise, rounded down to the hour. The service wants a day at
 * least; here a template is deployed again at each start, and what is left of its keys' lives may be less.
 */
export function apiKeyProvider({ environment, apiOf }: ResourceGround): ResourceProvider {
  const put = (request: ResourceRequest) => {
    const api = apiOf(request);
    const now = Math.floor(environment.clock.now() / 1000);
    const { Expires } = request.properties;
    const expires = Expires === undefined ? now + defaultLife : Number(Expires);
    if (!(expires > now)) throw new Error(`${request.logicalId}: Expires lies in the past. Synthesize anew.`);
    if (expires > now + longestLife)
      throw new Error(`${request.logicalId}: Expires lies more than 365 days ahead.`);
    const id = keyId(request);
    if (!api.apiKeys.has(id) && api.apiKeys.size >= mostKeys)
      throw new Error(`${request.logicalId}: an API has at most ${mostKeys} keys.`);
    const arn = `${api.arn}/apikeys/${id}`;
    const undo = changeEntry(api.apiKeys, id, { id, expires: Math.max(now + 1, expires - (expires % hour)) });
    return { created: { ref: arn, attributes: { ApiKey: id, ApiKeyId: id, Arn: arn } }, undo };
  };
  return {
    type: 'AWS::AppSync::ApiKey',
    honoured: ['ApiId', 'Expires'],
    inert: { Description: 'nothing reads it on a laptop', ApiKeyId: 'the id is made here' },
    create: async (request) => put(request).created,
    update: async (request) => put(request),
    remove: async (request) => changeEntry(apiOf(request).apiKeys, keyId(request), undefined),
  };
}

function keyId({ generatedName }: ResourceRequest): string {
  return `da2-${stableId(`${generatedName} key`)}`;
}
