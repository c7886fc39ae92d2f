import { createHash, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address } from '../support/goods.ts';
import type { Person } from '../support/people.ts';
import { startTestShop, type TestShop } from '../support/shop.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

let shop: TestShop;
let site: Server;
let browser: Browser;
let tab: Page;
let ada: Person;

/** What Chromium is told instead of the authority's file: it trusts no files. */
async function publicKeyHash(graphql: string): Promise<string> {
  const { hostname: host, port } = new URL(graphql);
  const certificate = await new Promise<X509Certificate>((resolve, reject) => {
    const socket = connect({ host, port: Number(port), ca: shop.ca, servername: host }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw));
      socket.destroy();
    }).on('error', reject);
  });
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

async function serve(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../support/browser-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const script = outputFiles[0]!.text;
  site = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  return `http://localhost:${(site.address() as AddressInfo).port}/`;
}

// Chromium is Debian's or the machine's own; a package of npm that downloads one is not asked for.
describe.skipIf(!existsSync(executablePath))(`a page in a browser (${executablePath}, or CHROMIUM)`, () => {
  beforeAll(async () => {
    shop = await startTestShop();
    const staff = await shop.person('staff');
    ada = await shop.person('customer');
    await shop.goods.offer(staff, { sku: 'VASE', price: 2100, stock: 3 });
    const [address, spki] = await Promise.all([serve(), publicKeyHash(shop.cloud.endpoints.graphql!)]);
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--ignore-certificate-errors-spki-list=${spki}`,
      ],
    });
    tab = await browser.newPage();
    await tab.goto(address);
    await tab.waitForFunction('globalThis.page');
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await shop?.stop();
  });

  /** Calls a step of the page, in the page. */
  const step = (name: string, ...args: unknown[]): Promise<any> =>
    tab.evaluate(`page[${JSON.stringify(name)}](...${JSON.stringify(args)})`);

  it('looks around, signs in, buys, and hears of the order', async () => {
    await step('start', shop.outputs);
    expect(await step('look')).toEqual(['The VASE']);
    expect(await step('signIn', ada.username, ada.password)).toMatchObject({ isSignedIn: true });
    await step('listen');
    const order = await step('buy', 'VASE', address);
    expect(order).toMatchObject({ customerId: ada.id, status: 'PLACED', total: { amount: 2100 } });
    await tab.waitForFunction('page.changes.length > 0');
    expect(await tab.evaluate('page.changes')).toMatchObject([
      { orderId: order.id, sequence: 1, status: 'PLACED', order: { lines: [{ sku: 'VASE' }] } },
    ]);
    const token = await step('refresh');
    expect((await shop.graphql({ token }, '{ me { id } }')).data).toEqual({ me: { id: ada.id } });
  });
});
