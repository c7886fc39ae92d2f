import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { systemIds as ids } from '../../../local/core/ids.ts';
import { localCertificate } from '../../../local/tls/certificate.ts';
import { mintAuthority, mintServer } from '../../../local/tls/mint.ts';
import { trustHelp } from '../../../local/tls/trust-help.ts';

const day = 24 * 60 * 60 * 1000;
let directory: string;
let clock: ManualClock;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tls-'));
  clock = new ManualClock(Date.now());
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** What a client that trusts `ca` says of a server with this certificate. */
async function visit(server: { key: string; cert: string }, ca: string, host = 'localhost'): Promise<string> {
  const listening = createServer(server).listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const socket = connect(
        { port, host: '127.0.0.1', servername: host === '127.0.0.1' ? '' : host, ca },
        () => {
          socket.end();
          resolve('trusted');
        },
      );
      socket.on('error', (error: Error) => resolve(error.message));
    });
  } finally {
    listening.close();
  }
}

describe('the local certificate', () => {
  it('is trusted for localhost and 127.0.0.1 by whoever trusts the authority, and by no one else', async () => {
    const made = await localCertificate({ directory, clock, ids });
    expect(await visit(made, made.ca)).toBe('trusted');
    expect(await visit(made, made.ca, '127.0.0.1')).toBe('trusted');
    const other = await mintAuthority(clock.now(), '01');
    expect(await visit(made, other.cert)).not.toBe('trusted');
    expect(readFileSync(made.caPath, 'utf8')).toBe(made.ca);
    expect(new X509Certificate(made.cert).checkIP('::1')).toBe('::1');
  });

  it('keeps private keys to their owner', async () => {
    await localCertificate({ directory, clock, ids });
    for (const file of ['authority.pem', 'localhost.pem']) {
      expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(join(directory, 'ca.pem'), 'utf8')).not.toContain('PRIVATE KEY');
  });

  it('stays while it is valid, and is renewed under the same authority as it nears its end', async () => {
    const first = await localCertificate({ directory, clock, ids });
    clock.advance(300 * day);
    expect(await localCertificate({ directory, clock, ids })).toEqual(first);
    clock.advance(40 * day);
    const renewed = await localCertificate({ directory, clock, ids });
    expect(renewed.ca).toBe(first.ca);
    expect(renewed.cert).not.toBe(first.cert);
    const { validFrom, validTo } = new X509Certificate(renewed.cert);
    expect(Date.parse(validTo) - Date.parse(validFrom)).toBeLessThanOrEqual(397 * day);
  });

  it('is of one authority for all who start at once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => localCertificate({ directory, clock, ids })));
    expect(new Set(made.map(({ ca }) => ca)).size).toBe(1);
  });

  it('names a damaged file', async () => {
    writeFileSync(join(directory, 'authority.pem'), 'nothing');
    await expect(localCertificate({ directory, clock, ids })).rejects.toThrow(/authority\.pem is damaged/);
  });
});

describe('the authority', () => {
  it('cannot vouch for other names', async () => {
    const authority = await mintAuthority(clock.now(), '01');
    const server = await mintServer(authority, clock.now(), '02');
    expect(await visit(server, authority.cert)).toBe('trusted');
    const foreign = await mintServer(authority, clock.now(), '03', ['shop.example.com']);
    expect(await visit(foreign, authority.cert, 'shop.example.com')).toBe('permitted subtree violation');
  });

  it('is explained for every system', () => {
    const text = trustHelp('/home/me/.bodega/tls/ca.pem');
    for (const word of [
      'add-trusted-cert',
      'update-ca-certificates',
      'certutil -d sql',
      'addstore',
      'NODE_EXTRA_CA_CERTS',
    ]) {
      expect(text).toContain(word);
    }
  });
});
