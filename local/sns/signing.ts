import { sign } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { SigningKey } from './signing-key.ts';

/** Signs messages with a key of this run, whose certificate whoever checks them can fetch. */
export interface Signing {
  /**
   * @param fields - of a message, of which those that count are signed
   * @param version - `1` with SHA-1, `2` with SHA-256
   * @returns base64
   */
  sign(fields: Readonly<Record<string, unknown>>, version: string): Promise<string>;
  /** PEM. */
  certificate(): Promise<string>;
}

/** Where the certificate is, below the gateway; of the form that checks of SNS's signatures ask for. */
export const certificatePath = '/SimpleNotificationService-00000000000000000000000000000001.pem';

/** In the order in which they are signed. Source: SNS Developer Guide, "Verifying the signatures of messages". */
const signedFields = [
  'Message',
  'MessageId',
  'Subject',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
];

/** The key is made when it is first needed, off the main thread. */
export function createSigning(clock: Clock): Signing {
  let made: Promise<SigningKey> | undefined;
  // What makes certificates takes a while to load, and most runs sign nothing.
  const make = async () => (await import('./signing-key.ts')).makeSigningKey(clock.now());
  const ready = () => (made ??= make());
  return {
    async sign(fields, version) {
      const { key } = await ready();
      const text = signedFields
        .filter((name) => fields[name] !== undefined)
        .map((name) => `${name}\n${String(fields[name])}\n`)
        .join('');
      return sign(version === '2' ? 'sha256' : 'sha1', Buffer.from(text), key).toString('base64');
    },
    certificate: async () => (await ready()).certificate,
  };
}
