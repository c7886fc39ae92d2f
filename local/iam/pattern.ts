/** Values of condition keys for one request, names in lower case, as policies compare them without regard to case. */
export type RequestContext = Readonly<Record<string, string | string[] | undefined>>;

const compiled = new Map<string, RegExp>();
const maximumCompiled = 5_000;

/**
 * Matches `text` against a pattern in which `*` stands for any text and `?` for one character.
 *
 * @example
 * matchesPattern('arn:aws:dynamodb:*:*:table/Shop*', arn);
 */
export function matchesPattern(pattern: string, text: string, ignoreCase = false): boolean {
  if (pattern === '*') return true;
  const key = ignoreCase ? `i${pattern}` : `s${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    if (compiled.size >= maximumCompiled) compiled.clear();
    expression = new RegExp(`^${expressionOf(pattern)}$`, ignoreCase ? 'is' : 's');
    compiled.set(key, expression);
  }
  return expression.test(text);
}

// `${*}`, `${?}` and `${$}` write the three special characters as themselves.
function expressionOf(pattern: string): string {
  return pattern
    .split(/(\$\{[*?$]\}|\*+|\?)/)
    .map((part) => {
      if (/^\*+$/.test(part)) return '.*';
      if (part === '?') return '.';
      return escape(/^\$\{[*?$]\}$/.test(part) ? part.charAt(2) : part);
    })
    .join('');
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Puts request values in place of policy variables, `${aws:username}` or `${aws:username, 'anonymous'}`.
 * What a caller's value contains is taken literally, so that a `*` in it matches only itself.
 *
 * @returns undefined when a variable has no single value: such a statement's element matches nothing.
 */
export function substituteVariables(text: string, context: RequestContext): string | undefined {
  if (!text.includes('${')) return text;
  let missing = false;
  const result = text.replace(
    /\$\{\s*([A-Za-z0-9:/_.-]+)\s*(?:,\s*'([^']*)')?\s*\}/g,
    (_, name: string, fallback?: string) => {
      const value = context[name.toLowerCase()];
      if (typeof value === 'string') return value.replace(/[*?$]/g, '${$&}');
      if (fallback !== undefined) return fallback;
      missing = true;
      return '';
    },
  );
  return missing ? undefined : result;
}
