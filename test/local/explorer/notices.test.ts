import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExplorer, createNotices } from '../../../local/explorer/index.ts';

const notices = createNotices();
let server: Server;
let origin: string;

beforeEach(async () => {
  const explorer = createExplorer({
    assetsDirectory: '.',
    notices,
    config: () => ({ title: 'App', endpointPath: '/graphql', region: 'us-east-1', identities: [] }),
  });
  server = createServer((request, response) => void explorer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Yields what each event says. */
async function* listen(): AsyncGenerator<unknown> {
  const response = await fetch(`${origin}/explorer/notices`);
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield JSON.parse(/^data: (.*)$/m.exec(text.slice(0, end))![1]!);
      text = text.slice(end + 2);
    }
  }
}

describe('notices', () => {
  it('tells an open page of a problem, and that it is gone', async () => {
    expect(await (await fetch(origin)).text()).toContain('"noticesPath":"/explorer/notices"');
    const events = listen();
    expect((await events.next()).value).toEqual({ problem: null });
    notices.show('line one\nline two');
    expect((await events.next()).value).toEqual({ problem: 'line one\nline two' });
    // A page opened later hears of it, too.
    expect((await listen().next()).value).toEqual({ problem: 'line one\nline two' });
    notices.show(undefined);
    expect((await events.next()).value).toEqual({ problem: null });
  });
});
