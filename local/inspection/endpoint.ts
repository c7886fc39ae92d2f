import type { IncomingMessage, ServerResponse } from 'node:http';
import { cloudView, runView, type Inspected } from './view.ts';

/** Where a local cloud shows its queues, events, workflows and alarms. */
export const cloudPath = '/_local/cloud';
/** Before the ARN of an execution. */
export const workflowsPath = '/_local/workflows/';

/**
 * Answers `GET /_local/cloud`, what is in the queues, the latest events and executions, alarms, and
 * `GET /_local/workflows/<execution ARN>`, one execution with every state that it visited. No other origin may read them.
 *
 * @returns a handler that says `false` of a path that is not its own and leaves it alone.
 */
export function inspectionPage(services: Inspected) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const ofRun = pathname.startsWith(workflowsPath);
    if (pathname !== cloudPath && !ofRun) return false;
    if (request.method !== 'GET') {
      send(response, 405, { message: 'What runs is read with GET.' });
    } else if (!ofRun) {
      send(response, 200, cloudView(services));
    } else {
      const arn = decoded(pathname.slice(workflowsPath.length));
      const run = runView(services, arn);
      if (run) send(response, 200, run);
      else send(response, 404, { message: `No execution ${arn} is known.` });
    }
    return true;
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
