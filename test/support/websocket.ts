import { WebSocket } from 'ws';

/**
 * Gives Amplify what it finds in every browser and in Node from version 22 on: a WebSocket that trusts the shop's local
 * authority. Trust comes with the constructor, since Node reads NODE_EXTRA_CA_CERTS only as a process starts.
 *
 * @param ca - the authority's certificate, PEM.
 */
export function installWebSocket(ca: string): void {
  globalThis.WebSocket = class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { ca });
    }
  } as unknown as typeof globalThis.WebSocket;
}
