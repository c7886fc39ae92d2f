import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OutboxMessage } from '../core/outbox.ts';
import type { OutboxStore } from './outbox.ts';

export const outboxPath = '/_local/outbox';

/**
 * Serves the outbox at `/_local/outbox`: `GET` gives a page, newest first, or JSON to whoever accepts that rather;
 * `DELETE` forgets everything. The mails' own HTML stands in frames without scripts, forms or the page's origin, and
 * loads nothing from elsewhere.
 *
 * @returns a handler that answers what is the page's and says so; of anything else it says `false`.
 */
export function outboxPage(outbox: OutboxStore) {
  return ({ url = '/', method, headers }: IncomingMessage, response: ServerResponse): boolean => {
    if (url.split('?')[0] !== outboxPath) return false;
    if (method === 'DELETE') {
      outbox.clear();
      response.writeHead(204).end();
      return true;
    }
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD, DELETE' }).end();
      return true;
    }
    const messages = outbox.list().reverse();
    const json = headers.accept?.includes('application/json') === true;
    response.writeHead(200, {
      'content-type': json ? 'application/json' : 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    });
    response.end(json ? JSON.stringify({ messages }) : html(messages));
    return true;
  };
}

const style = `body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
article { border: 1px solid #ddd; border-radius: 6px; margin: 1rem 0; padding: 1rem }
h2 { font-size: 1.1rem; margin: 0 0 .25rem }
p { margin: 0; color: #666 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .75rem 0 0 }
iframe { width: 100%; height: 22rem; border: 1px solid #eee; margin-top: .75rem; background: #fff }`;

const html = (messages: OutboxMessage[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Outbox</title>
<style>${style}</style>
<h1>Outbox</h1>
${messages.length === 0 ? '<p>Nothing has been sent yet.</p>' : messages.map(article).join('\n')}
</html>
`;

/** What stands over a message without a subject. */
const nameless = { EMAIL: 'Mail', SMS: 'Text message', HTTP: 'Request' };

function article({
  id,
  medium,
  destination,
  from,
  subject,
  sentAt,
  service,
  text,
  html: body,
}: OutboxMessage) {
  const sender = from === undefined ? service : `${from} (${service})`;
  // Links open in a window of their own; nothing else of the mail can act.
  const frame = `<base target="_blank">${body}`;
  return `<article id="${escape(id)}">
<h2>${escape(subject ?? nameless[medium])}</h2>
<p>${medium} to <b>${escape(destination)}</b> from ${escape(sender)}, ${escape(sentAt)}</p>
${
  body === undefined
    ? `<pre>${escape(text)}</pre>`
    : `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escape(frame)}"></iframe>`
}
</article>`;
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
