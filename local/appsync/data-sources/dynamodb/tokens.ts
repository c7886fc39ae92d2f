import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Environment } from '../../../core/environment.ts';

/** Page tokens: opaque, encrypted, and good only for the resolver or function that minted them. */
export interface PageTokens {
  mint(owner: string, key: unknown): string;
  /** @returns undefined for a token that was altered, or minted for another owner. */
  read(owner: string, token: string): unknown;
}

/**
 * Tokens under a key derived from the account and the API, so that a client's page survives a restart of the cloud
 * just as it survives a deployment.
 */
export function createPageTokens(environment: Pick<Environment, 'ids'>, secret: string): PageTokens {
  const key = createHash('sha256').update(secret).digest();
  return {
    mint(owner, value) {
      const iv = environment.ids.bytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    read(owner, token) {
      try {
        const bytes = Buffer.from(token, 'base64');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(12, 28));
        return JSON.parse(
          Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'),
        );
      } catch {
        return undefined;
      }
    },
  };
}
