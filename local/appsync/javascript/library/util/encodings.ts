import type { Library } from '../../realm/realm.ts';
import { stringArgument } from '../arguments.ts';

/** `application/x-www-form-urlencoded` as Java's URLEncoder writes it: space is `+`, `.-*_` stay. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'))
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Decodes what can be decoded; bytes that are no UTF-8 become the replacement character. */
function urlDecode(text: string): string {
  const bytes = text
    .replace(/\+/g, ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
  return bytes;
}

const javaScriptEscapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
};

/** As the Java library behind the service escapes: quotes, slash and control characters, the rest of non-ASCII as \\uXXXX. */
function escapeJavaScript(text: string): string {
  return text.replace(/["'\\/]|[^ -~]/g, (character) => {
    const known = javaScriptEscapes[character];
    return known ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

export const encodings: Library = {
  urlEncode: (value: unknown) => urlEncode(stringArgument('util.urlEncode', value)),
  urlDecode: (value: unknown) => urlDecode(stringArgument('util.urlDecode', value)),
  base64Encode: (value: unknown) =>
    Buffer.from(stringArgument('util.base64Encode', value), 'utf8').toString('base64'),
  base64Decode: (value: unknown) =>
    Buffer.from(stringArgument('util.base64Decode', value), 'base64').toString('utf8'),
  escapeJavaScript: (value: unknown) => escapeJavaScript(stringArgument('util.escapeJavaScript', value)),
};
