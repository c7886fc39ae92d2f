import { X509Certificate, createPrivateKey } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { KeyPair } from './mint.ts';

/** What a server on this machine needs to answer TLS; all but `caPath` are PEM texts. */
export interface LocalCertificate {
  readonly key: string;
  /** The server's certificate. */
  readonly cert: string;
  /** The authority's certificate. */
  readonly ca: string;
  /** The file to trust: the authority's certificate alone. */
  readonly caPath: string;
}

export interface CertificateOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where the authority lives. @defaultValue `~/.bodega/tls`, so that it has to be trusted once */
  readonly directory?: string;
}

/** A server certificate with less left than this is replaced: a laptop may run for weeks. */
const renewal = 30 * 24 * 60 * 60 * 1000;

/** `~/.bodega/tls` */
export function defaultCertificateDirectory(): string {
  return join(homedir(), '.bodega', 'tls');
}

/**
 * The certificate for localhost, 127.0.0.1 and ::1. The authority is made at the first call and kept; the server's
 * certificate lasts a year and is replaced when it nears its end. Files with a private key have mode 0600.
 *
 * @throws Error when a file in the directory is damaged, naming it, or the directory cannot be written.
 *
 * @example
 * const { key, cert } = await localCertificate({ clock: systemClock, ids: systemIds });
 * https.createServer({ key, cert }, handler).listen(4000);
 */
export async function localCertificate({
  clock,
  ids,
  directory = defaultCertificateDirectory(),
}: CertificateOptions): Promise<LocalCertificate> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const authority = await authorityIn(directory, clock, ids);
  const ca = new X509Certificate(authority.cert);
  const caPath = join(directory, 'ca.pem');
  if (read(caPath) !== authority.cert) place(caPath, authority.cert, 0o644, ids);

  const serverPath = join(directory, 'localhost.pem');
  const present = pairIn(serverPath);
  if (present && vouches(ca, present, clock.now())) {
    chmodSync(serverPath, 0o600);
    return { ...present, ca: authority.cert, caPath };
  }
  const { mintServer } = await import('./mint.ts');
  const server = await mintServer(authority, clock.now(), serialNumber(ids));
  place(serverPath, bothPems(server), 0o600, ids);
  return { ...server, ca: authority.cert, caPath };
}

async function authorityIn(directory: string, clock: Clock, ids: Ids): Promise<KeyPair> {
  const path = join(directory, 'authority.pem');
  const present = pairIn(path);
  if (present) {
    const { validTo } = new X509Certificate(present.cert);
    if (Date.parse(validTo) - renewal > clock.now()) return present;
    rmSync(path);
  }
  const { mintAuthority } = await import('./mint.ts');
  const minted = await mintAuthority(clock.now(), serialNumber(ids));
  const draft = `${path}.${ids.uuid()}`;
  writeFileSync(draft, bothPems(minted), { mode: 0o600 });
  try {
    // A link, unlike a rename, never replaces the authority of another process that was quicker.
    linkSync(draft, path);
    return minted;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return pairIn(path) ?? minted;
  } finally {
    rmSync(draft);
  }
}

/** Whether the authority signed this certificate for all of localhost, with enough time left. */
function vouches(ca: X509Certificate, { key, cert }: KeyPair, now: number): boolean {
  const server = new X509Certificate(cert);
  return (
    server.checkIssued(ca) &&
    server.verify(ca.publicKey) &&
    server.checkPrivateKey(createPrivateKey(key)) &&
    server.checkHost('localhost') !== undefined &&
    server.checkIP('127.0.0.1') !== undefined &&
    server.checkIP('::1') !== undefined &&
    Date.parse(server.validFrom) <= now &&
    Date.parse(server.validTo) - renewal > now
  );
}

/** Key and certificate of a file that holds both, so that they can never be of different makes. */
function pairIn(path: string): KeyPair | undefined {
  const text = read(path);
  if (text === undefined) return undefined;
  const [key] = /-----BEGIN PRIVATE KEY-----[^]*?-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  const [cert] = /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----\n/.exec(text) ?? [];
  try {
    if (key === undefined || cert === undefined) throw new Error('a key or a certificate is missing');
    createPrivateKey(key);
    new X509Certificate(cert);
    return { key, cert };
  } catch (error) {
    throw new Error(`${path} is damaged (${(error as Error).message}); remove it and a new one will be made`);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file whole or not at all. */
function place(path: string, text: string, mode: number, ids: Ids): void {
  const draft = `${path}.${ids.uuid()}`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, path);
}

function bothPems({ key, cert }: KeyPair): string {
  return `${key}${cert}`;
}

/** A positive number of 16 bytes, in hex. */
function serialNumber(ids: Ids): string {
  const bytes = ids.bytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
}
