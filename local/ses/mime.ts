/** What of a raw mail is shown. */
export interface ParsedMail {
  readonly from?: string;
  readonly to: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

interface Part {
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The deepest nesting of parts that is looked into. */
const deepest = 8;

/** Reads a mail as it goes over the wire (RFC 5322, RFC 2045 to 2047): the first plain text and the first HTML of it. */
export function parseMail(raw: Buffer): ParsedMail {
  const mail = readPart(raw);
  const found: { text?: string; html?: string } = {};
  collect(mail, found, 0);
  const from = decodeWords(mail.headers.get('from'));
  const subject = decodeWords(mail.headers.get('subject'));
  return {
    ...(from !== undefined && { from }),
    to: ['to', 'cc', 'bcc'].flatMap((name) => addressesIn(decodeWords(mail.headers.get(name)))),
    ...(subject !== undefined && { subject }),
    ...found,
  };
}

function readPart(raw: Buffer): Part {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'));
  const head = raw.subarray(0, end?.index ?? raw.length).toString('utf8');
  const headers = new Map<string, string>();
  // A line that begins with a space goes on with the one before.
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end ? raw.subarray(end.index + end[0].length) : Buffer.alloc(0) };
}

function collect({ headers, body }: Part, found: { text?: string; html?: string }, depth: number): void {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary !== undefined && depth < deepest) {
    const parts = body.toString('latin1').split(`--${boundary}`);
    for (const part of parts.slice(1)) {
      if (part.startsWith('--')) return;
      collect(
        readPart(Buffer.from(part.replace(/^\r?\n/, '').replace(/\r?\n$/, ''), 'latin1')),
        found,
        depth + 1,
      );
    }
    return;
  }
  if (/^attachment/i.test(headers.get('content-disposition') ?? '')) return;
  const decoded = () => decodeBody(body, headers.get('content-transfer-encoding'), type);
  if (/^text\/html/i.test(type)) found.html ??= decoded();
  else if (/^text\/plain/i.test(type)) found.text ??= decoded();
}

function decodeBody(body: Buffer, encoding = '', type: string): string {
  const charset = /charset="?([^";\s]+)"?/i.exec(type)?.[1] ?? 'utf-8';
  const bytes = /base64/i.test(encoding)
    ? Buffer.from(body.toString('latin1'), 'base64')
    : /quoted-printable/i.test(encoding)
      ? unquote(body.toString('latin1').replace(/=\r?\n/g, ''))
      : body;
  return inCharset(bytes, charset);
}

const unquote = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

function inCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`. */
const decodeWords = (text: string | undefined): string | undefined =>
  text
    ?.replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([^?]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset: string, kind: string, word: string) =>
      inCharset(
        kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : unquote(word.replaceAll('_', ' ')),
        charset,
      ),
    );

/** Addresses of a header, parted by commas that are in no quotes. */
export const addressesIn = (text: string | undefined): string[] =>
  (text?.match(/("[^"]*"|[^,"])+/g) ?? []).map((one) => one.trim()).filter((one) => one !== '');
