import type { ServerResponse } from 'node:http';

/** What the open pages are told of while they are open. */
export interface Notices {
  /** Shows a problem on every page, open or opened later; nothing takes it away. */
  show(problem: string | undefined): void;
  /** Answers with server-sent events: the present problem, and each that follows. */
  stream(response: ServerResponse): void;
}

/**
 * @example
 * const notices = createNotices();
 * const explorer = createExplorer({ assetsDirectory, config, notices });
 * notices.show('resolvers/Query.note.ts:3:10: Expected ")"');
 */
export function createNotices(): Notices {
  const listening = new Set<ServerResponse>();
  let problem: string | undefined;
  // JSON keeps the text on one line, as an event's data must be.
  const event = () => `data: ${JSON.stringify({ problem: problem ?? null })}\n\n`;
  return {
    show(next) {
      if (next === problem) return;
      problem = next;
      for (const response of listening) response.write(event());
    },
    stream(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`retry: 1000\n${event()}`);
      listening.add(response);
      response.on('close', () => listening.delete(response));
    },
  };
}
