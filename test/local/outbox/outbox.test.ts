import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOutbox, outboxPage, outboxPath } from '../../../local/outbox/index.ts';
import { testEnvironment } from '../support.ts';

const outbox = createOutbox(testEnvironment());
const page = outboxPage(outbox);
let server: Server;
let url: string;
beforeEach(async () => {
  outbox.clear();
  server = createServer((request, response) => {
    if (!page(request, response)) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${outboxPath}`;
});
afterEach(() => server.close());

const mail = (subject: string, html?: string) =>
  outbox.send({
    service: 'ses',
    medium: 'EMAIL',
    destination: 'ada@example.com',
    subject,
    text: 'text',
    ...(html !== undefined && { html }),
  });

it('shows the newest first, as a page and as JSON', async () => {
  mail('first');
  mail('second');
  const text = await (await fetch(url)).text();
  expect(text.indexOf('second')).toBeLessThan(text.indexOf('first'));
  const json = await fetch(url, { headers: { accept: 'application/json' } });
  expect(await json.json()).toMatchObject({ messages: [{ subject: 'second' }, { subject: 'first' }] });
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(204);
  expect(outbox.list()).toEqual([]);
  expect((await fetch(`${url}/other`)).status).toBe(404);
});

it('shows text messages beside mails', async () => {
  mail('Your parcel');
  const text = 'A parcel is on its way. <3';
  outbox.send({ service: 'sns', medium: 'SMS', destination: '+49301234567', from: 'Bodega', text });
  const page = await (await fetch(url)).text();
  expect(page).toMatch(/<h2>Text message<\/h2>\s*<p>SMS to <b>\+49301234567<\/b> from Bodega \(sns\)/);
  expect(page).toContain('<pre>A parcel is on its way. &#60;3</pre>');
  expect(page.indexOf('Text message')).toBeLessThan(page.indexOf('Your parcel'));
});

it('keeps what a mail brings with it from acting', async () => {
  mail('<script>alert(1)</script>', '"></iframe><script>alert(2)</script><img src=x onerror=alert(3)>');
  const response = await fetch(url);
  const text = await response.text();
  expect(text).not.toMatch(/<script/);
  expect(text).not.toMatch(/<img/);
  // No scripts, no forms, no origin of the page.
  expect(/sandbox="([^"]*)"/.exec(text)![1]).toBe('allow-popups allow-popups-to-escape-sandbox');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('keeps the latest five hundred', () => {
  for (let index = 0; index < 510; index++) mail(String(index));
  expect(outbox.list()).toHaveLength(500);
  expect(outbox.list()[0]!.subject).toBe('10');
});
