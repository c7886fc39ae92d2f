import 'reflect-metadata';
import { KeyObject, sign, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { Clock } from '../core/clock.ts';

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

/** A month, which no run outlasts. In milliseconds. */
const validity = 30 * 24 * 60 * 60 * 1000;

/** The key is made when it is first needed, off the main thread. */
export function createSigning(clock: Clock): Signing {
  let made: ReturnType<typeof make> | undefined;
  const ready = () => (made ??= make(clock.now()));
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

async function make(now: number): Promise<{ key: KeyObject; certificate: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=sns.amazonaws.com, O=Bodega on this machine',
    notBefore: new Date(now - validity),
    notAfter: new Date(now + validity),
    keys,
    signingAlgorithm: algorithm,
  });
  return {
    key: KeyObject.from(keys.privateKey),
    certificate: new X509Certificate(Buffer.from(certificate.rawData)).toString(),
  };
}
