/** Subscribes as anybody, with AppSync's protocol and nothing of a client's. */
import { WebSocket } from 'ws';
import type { Verdict } from './ask.ts';

export interface Listening {
  readonly verdict: Verdict;
  /** Everything that was heard so far. */
  readonly heard: readonly any[];
  readonly close: () => void;
}

/**
 * @param place - the realtime endpoint, and the authority that vouches for it, PEM.
 * @param headers - what lets one in: for the connection, and for the start of the operation `data`.
 */
export function subscribe(
  { url, ca }: { readonly url: string; readonly ca: string },
  headers: { readonly connect: object; readonly start: object },
  data: string,
): Promise<Listening> {
  const encoded = Buffer.from(JSON.stringify(headers.connect)).toString('base64url');
  const socket = new WebSocket(url, ['graphql-ws', `header-${encoded}`], { ca });
  const heard: any[] = [];
  return new Promise((resolve, reject) => {
    const answer = (verdict: Verdict) => resolve({ verdict, heard, close: () => socket.terminate() });
    socket.on('error', reject);
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (text) => {
      const { type, payload } = JSON.parse(String(text));
      if (type === 'connection_ack') {
        const extensions = { authorization: headers.start };
        socket.send(JSON.stringify({ id: 'one', type: 'start', payload: { data, extensions } }));
      }
      if (type === 'start_ack') answer('yes');
      if (type === 'data') heard.push(payload.data);
      if (type !== 'error' && type !== 'connection_error') return;
      socket.terminate();
      const [error] = payload.errors;
      if (/Unauthorized|Not Authorized/.test(JSON.stringify(error))) return answer('no');
      reject(new Error(JSON.stringify(payload)));
    });
  });
}
