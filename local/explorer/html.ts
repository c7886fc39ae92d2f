import type { ExplorerConfig } from './config.ts';

/** A shell's prompt and a cursor, drawn; the page brings no file for it. */
const icon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#c2410c"/>' +
      '<path d="M9 10l6 6-6 6M17 22h7" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>',
  );

/** The page around the bundle. The configuration lies in it as data, which no browser runs. */
export function html(config: ExplorerConfig, assetsPath: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(config.title)}</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${assetsPath}page.css">
</head>
<body>
<div id="explorer"></div>
<script type="application/json" id="config">${JSON.stringify(config).replace(/</g, '\\u003c')}</script>
<script type="module" src="${assetsPath}page.js"></script>
</body>
</html>
`;
}

/**
 * Nothing but the page's own files, and requests to its own origin and to the user pool. Monaco writes its styles
 * into the document, hence `unsafe-inline` for those alone.
 */
export function contentSecurityPolicy({ userPool }: ExplorerConfig): string {
  const connect = ["'self'", 'ws:', 'wss:', ...(userPool ? [new URL(userPool.endpoint).origin] : [])];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    `connect-src ${connect.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
