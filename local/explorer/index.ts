import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream';
import type { ExplorerConfig } from './config.ts';
import { contentSecurityPolicy, html } from './html.ts';
import type { Notices } from './notices.ts';

export { createNotices, type Notices } from './notices.ts';
export type { ExplorerConfig, ExplorerTab, Identity } from './config.ts';

export interface ExplorerOptions {
  /** Where the bundled page lies (see `build.ts`). */
  readonly assetsDirectory: string;
  /** Asked at each opening of the page, so that it may change while the port is open. */
  config(): ExplorerConfig;
  /** What the open pages are told of while they are open. */
  readonly notices?: Notices;
}

const assetsPath = '/explorer/';
const noticesPath = `${assetsPath}notices`;

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
};

/**
 * A page to try a GraphQL API with, at the root of the API's own port: queries, mutations and subscriptions, as any
 * of the people it is told of. It is for a laptop: the page knows the passwords of those people.
 *
 * @returns a handler that answers what is the page's and says so; of anything else it says `false` and leaves it alone.
 * @example
 * const explorer = createExplorer({ assetsDirectory: 'build/local/explorer', config: () => config });
 * createServer((request, response) => explorer(request, response) || graphql(request, response));
 */
export function createExplorer({ assetsDirectory, config, notices }: ExplorerOptions) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const [path = '/'] = (request.url ?? '/').split('?');
    if (path === '/') {
      sendPage(response, { ...config(), ...(notices ? { noticesPath } : {}) });
      return true;
    }
    if (notices && path === noticesPath) {
      notices.stream(response);
      return true;
    }
    if (!path.startsWith(assetsPath)) return false;
    void sendAsset(response, assetsDirectory, path.slice(assetsPath.length));
    return true;
  };
}

function sendPage(response: ServerResponse, config: ExplorerConfig): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(config),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html(config, assetsPath));
}

async function sendAsset(response: ServerResponse, directory: string, name: string): Promise<void> {
  // The bundle is one flat folder: a name with anything else in it is nobody's.
  const file = /^[\w-][\w.-]*$/.test(name) ? join(directory, name) : undefined;
  const found = file ? await stat(file).catch(() => undefined) : undefined;
  if (!file || !found?.isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('There is no such file. Was the page built?\n');
    return;
  }
  response.writeHead(200, {
    'content-type': contentTypes[extname(name)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  pipeline(createReadStream(file), response, () => response.end());
}
