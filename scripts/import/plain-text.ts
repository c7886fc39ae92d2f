const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  deg: '°',
  eacute: 'é',
  reg: '®',
  trade: '™',
  copy: '©',
  euro: '€',
  times: '×',
};

/**
 * The text of an HTML fragment, as a person would read it aloud: blocks and line breaks become new lines, list items
 * begin with a dash, scripts, styles and comments go. Not a sanitizer: what it returns is text, to be escaped wherever
 * it is shown.
 *
 * @example
 * plainText('<p>Soft &amp; warm.</p><ul><li>Wool</li></ul>') // 'Soft & warm.\n\n- Wool'
 */
export function plainText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<br\b[^>]*>/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<\/(tr|li)>/gi, '')
    .replace(/<\/?(p|div|h[1-6]|ul|ol|table|tr|blockquote|section|article)\b[^>]*>/gi, '\n\n')
    .replace(/<\/(td|th)>/gi, ' ')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, decoded)
    .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/\n+(?=\n- )/g, '\n')
    .trim();
}

function decoded(entity: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? entity;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : entity;
}
