import type { ApiDefinition } from '../definition.ts';
import { unauthorized } from '../wire/errors.ts';
import type { Caller } from './caller.ts';

const guest: Caller = { mode: 'API_KEY', identity: null };

/** @throws RequestRefusal for a key that is unknown or past its expiry. */
export function authenticateKey(api: Pick<ApiDefinition, 'apiKeys'>, key: string, now: number): Caller {
  const known = api.apiKeys.get(key);
  if (!known || known.expires * 1000 <= now) throw unauthorized();
  return guest;
}
