import { WebSocket } from 'ws';

/** Where to subscribe, as a guest. */
export interface Realtime {
  readonly url: string;
  readonly apiKey: string;
}

/** Where to subscribe, as somebody who has signed in. */
export interface SignedIn {
  readonly url: string;
  readonly token: string;
}

const authorizationFor = (api: Realtime | SignedIn) => ({
  host: new URL(api.url).host,
  ...('token' in api ? { authorization: api.token } : { 'x-api-key': api.apiKey }),
});

/** Opens a socket as AppSync's clients do, and waits for nothing. */
export function openSocket(api: Realtime | SignedIn): WebSocket {
  const header = Buffer.from(JSON.stringify(authorizationFor(api))).toString('base64url');
  return new WebSocket(`${api.url.replace('http', 'ws')}/realtime`, ['graphql-ws', `header-${header}`]);
}

/** The frame that starts a subscription. */
export function startFrame(
  api: Realtime | SignedIn,
  id: string,
  query: string,
  variables: object = {},
): string {
  const extensions = { authorization: authorizationFor(api) };
  return JSON.stringify({
    id,
    type: 'start',
    payload: { data: JSON.stringify({ query, variables }), extensions },
  });
}

/**
 * Opens a socket with one subscription, and waits until the service has taken it up.
 * @param hear - called for each event that arrives, with its frame as text.
 */
export async function subscribe(
  api: Realtime | SignedIn,
  query: string,
  variables: object,
  hear: (frame: string) => void,
): Promise<WebSocket> {
  const socket = openSocket(api);
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data: Buffer) => {
      const frame = data.toString();
      // Told by its beginning: reading a thousand events whole would be measured, too.
      if (frame.startsWith('{"id":"1","type":"data"')) return hear(frame);
      const { type } = JSON.parse(frame) as { type: string };
      if (type === 'connection_ack') socket.send(startFrame(api, '1', query, variables));
      else if (type === 'start_ack') resolve();
      else if (type !== 'ka') reject(new Error(frame));
    });
  });
  return socket;
}
