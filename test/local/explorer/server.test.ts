import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExplorer } from '../../../local/explorer/index.ts';
import { config } from './support.ts';

let server: Server;
let directory: string;
let origin: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'explorer-'));
  await writeFile(join(directory, 'page.js'), 'export {};');
  const explorer = createExplorer({ assetsDirectory: directory, config: () => config });
  server = createServer((request, response) => {
    if (!explorer(request, response)) response.writeHead(299).end('not the page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true });
});

describe('the explorer', () => {
  it('answers at the root with a page that holds its configuration as data', async () => {
    const response = await fetch(`${origin}/?anything`);
    const page = await response.text();
    const [, json] = /<script type="application\/json" id="config">(.*)<\/script>/.exec(page) ?? [];
    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(JSON.parse(json!)).toEqual(config);
  });

  it('lets no text of the configuration become markup', async () => {
    const page = await (await fetch(origin)).text();
    expect(page).not.toContain('<b>');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  it('allows the page its own files, its own origin and the user pool, and nothing else', async () => {
    const policy = (await fetch(origin)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' ws: wss: http://localhost:4566");
  });

  it('serves the bundle', async () => {
    const response = await fetch(`${origin}/explorer/page.js`);
    expect(response.headers.get('content-type')).toMatch('text/javascript');
    expect(await response.text()).toBe('export {};');
  });

  it.each(['missing.js', '..%2f..%2fetc%2fpasswd', '%2e%2e/x', '.env', 'a/b.js', ''])(
    'has no file “%s”',
    async (name) => {
      expect((await fetch(`${origin}/explorer/${name}`)).status).not.toBe(200);
    },
  );

  it('leaves everything else to the API', async () => {
    expect((await fetch(`${origin}/graphql`, { method: 'POST', body: '{}' })).status).toBe(299);
    expect((await fetch(origin, { method: 'OPTIONS' })).status).toBe(299);
    expect((await fetch(`${origin}/other`)).status).toBe(299);
  });
});
