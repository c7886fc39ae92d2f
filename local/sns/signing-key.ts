import 'reflect-metadata';
import { KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export interface SigningKey {
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
}

/** A month, which no run outlasts. In milliseconds. */
const validity = 30 * 24 * 60 * 60 * 1000;

/** Makes a key and its certificate, signed by itself. @param now - milliseconds since the epoch. */
export async function makeSigningKey(now: number): Promise<SigningKey> {
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
