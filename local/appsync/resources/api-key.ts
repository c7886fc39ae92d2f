import { changeEntry, stableId } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { ResourceGround } from './index.ts';

const hour = 3_600;
const day = 24 * hour;
const defaultLife = 7 * day;

/** `AWS::AppSync::ApiKey`: seven days unless `Expires` says otherwise, rounded down to the hour. */
export function apiKeyProvider({ environment, apiOf }: ResourceGround): ResourceProvider {
  const put = (request: ResourceRequest) => {
    const api = apiOf(request);
    const now = Math.floor(environment.clock.now() / 1000);
    const { Expires } = request.properties;
    const expires = Expires === undefined ? now + defaultLife : Number(Expires);
    if (!(expires > now)) throw new Error(`${request.logicalId}: Expires lies in the past. Synthesize anew.`);
    const id = keyId(request);
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
