import type { ResourceProvider } from '../../core/resource.ts';
import { stableId, type ResourceGround } from './index.ts';

const hour = 3_600;
const day = 24 * hour;
const defaultLife = 7 * day;

/** `AWS::AppSync::ApiKey`: seven days unless `Expires` says otherwise, rounded down to the hour. */
export function apiKeyProvider({ environment, apiOf }: ResourceGround): ResourceProvider {
  return {
    type: 'AWS::AppSync::ApiKey',
    honoured: ['ApiId', 'Expires'],
    inert: { Description: 'nothing reads it on a laptop', ApiKeyId: 'the id is made here' },
    async create(request) {
      const api = apiOf(request);
      const now = Math.floor(environment.clock.now() / 1000);
      const { Expires } = request.properties;
      const expires = Expires === undefined ? now + defaultLife : Number(Expires);
      if (!(expires > now))
        throw new Error(`${request.logicalId}: Expires lies in the past. Synthesize anew.`);
      const id = `da2-${stableId(`${request.generatedName} key`)}`;
      const arn = `${api.arn}/apikeys/${id}`;
      api.apiKeys.set(id, { id, expires: Math.max(now + 1, expires - (expires % hour)) });
      return { ref: arn, attributes: { ApiKey: id, ApiKeyId: id, Arn: arn } };
    },
  };
}
