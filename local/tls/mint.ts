import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { nameConstraints } from './name-constraints.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 60 * 60 * 1000;
/** Clocks of other machines may lag a little behind. */
const grace = 60 * 60 * 1000;
const authorityValidity = 3650 * day;
/** Browsers refuse a server certificate of more than 398 days (CA/Browser Forum, Baseline Requirements 6.3.2). */
const serverValidity = 365 * day;

/** A certificate with its private key, both PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/**
 * Makes an authority of its own: it may vouch for this machine alone, so that trusting it endangers no other name.
 * @param now - milliseconds since the epoch.
 */
export async function mintAuthority(now: number, serialNumber: string): Promise<KeyPair> {
  const keys = await generate();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: 'CN=Bodega local authority, O=Bodega on this machine',
    notBefore: new Date(now - grace),
    notAfter: new Date(now + authorityValidity),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension('2.5.29.30', true, nameConstraints(['localhost'], ['127.0.0.0/8', '::1/128'])),
    ],
  });
  return { key: await privatePem(keys.privateKey), cert: text(certificate.toString('pem')) };
}

/**
 * Makes a server certificate signed by the authority.
 * @param names - DNS names and addresses that it is for.
 */
export async function mintServer(
  authority: KeyPair,
  now: number,
  serialNumber: string,
  names: readonly string[] = ['localhost', '127.0.0.1', '::1'],
): Promise<KeyPair> {
  const issuer = new x509.X509Certificate(authority.cert);
  const keys = await generate();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber,
    subject: `CN=${names[0]}`,
    issuer: issuer.subject,
    notBefore: new Date(now - grace),
    notAfter: new Date(now + serverValidity),
    publicKey: keys.publicKey,
    signingKey: await readPrivate(authority.key),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { key: await privatePem(keys.privateKey), cert: text(certificate.toString('pem')) };
}

function generate(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  return text(x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY'));
}

async function readPrivate(pem: string): Promise<webcrypto.CryptoKey> {
  const [bytes] = x509.PemConverter.decode(pem);
  if (!bytes) throw new Error('the authority has no private key');
  return webcrypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']);
}

/** PEM as a text file has it: with a last line's end. */
function text(pem: string): string {
  return `${pem.trimEnd()}\n`;
}
