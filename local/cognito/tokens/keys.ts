import { createHash, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { UserPool } from '../pools/registry.ts';

export interface SigningKey {
  readonly kid: string;
  readonly private: CryptoKey;
  readonly public: CryptoKey;
  /** What the JWKS document shows. */
  readonly jwk: JWK;
}

/** One RSA key a pool. */
export interface SigningKeys {
  /** The pool's key; generated (some 100 ms, off the main thread) and stored when it is first needed. */
  of(pool: UserPool): Promise<SigningKey>;
}

const generate = promisify(generateKeyPair);

export function createSigningKeys(): SigningKeys {
  const keys = new WeakMap<UserPool, Promise<SigningKey>>();
  return {
    of(pool) {
      let key = keys.get(pool);
      if (!key) keys.set(pool, (key = load(pool)));
      return key;
    },
  };
}

async function load({ file }: UserPool): Promise<SigningKey> {
  if (!file.state.signingKey) {
    const { privateKey } = await generate('rsa', { modulusLength: 2048 });
    file.state.signingKey = privateKey.export({ format: 'jwk' }) as Record<string, unknown>;
    file.changed();
  }
  const stored = file.state.signingKey as JWK & { n: string; e: string };
  const kid = createHash('sha256').update(stored.n).digest('base64');
  const jwk = { alg: 'RS256', e: stored.e, kid, kty: 'RSA', n: stored.n, use: 'sig' };
  return {
    kid,
    private: (await importJWK(stored, 'RS256')) as CryptoKey,
    public: (await importJWK(jwk, 'RS256')) as CryptoKey,
    jwk,
  };
}
