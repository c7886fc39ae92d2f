/** What stands where a secret stood. */
export const mask = '***';

/** How many characters what is shown may still take. */
export interface Budget {
  left: number;
}

const longestText = 4_000;
const deepest = 16;

const secretName =
  /(?:password|passwd|passphrase|secret|apikey|privatekey|accesskeyid|accesstoken|idtoken|refreshtoken|sessiontoken|securitytoken|tasktoken|authtoken|authorizationtoken|bearer|cvc|cvv)$|^(?:authorization|proxyauthorization|setcookie|cookie|secret[a-z]*|pin|otp)$/;

/** JSON web tokens, API keys of AppSync, access keys of AWS, and what follows the name of a scheme. */
const secretText =
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bda2-[a-z0-9]{26}\b|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:Bearer|Basic) [\w.~+/=-]{8,}|\bAWS4-HMAC-SHA256 .*/g;

/** `password: "…"` in a GraphQL document, `"password":"…"` in JSON text. */
const assignment = /(\w[\w-]*)((?:\\?")?\s*:\s*)("""[\s\S]*?"""|\\"(?:[^"\\]|\\[^"])*\\"|"(?:[^"\\]|\\.)*")/g;

/** Whether a value of this name is nobody's business: `x-api-key`, `newPassword`, `:clientSecret`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name.replace(/[^A-Za-z]/g, '').toLowerCase());
}

/**
 * A copy of a value that shows no secret and is no larger than what is left of `budget`: by name, by form (tokens and
 * keys in any text), and for expressions of DynamoDB by the attribute that a placeholder stands for.
 *
 * @example
 * masked({ 'x-api-key': 'da2-…', query: '{ a }' }, { left: 1_000 }); // { 'x-api-key': '***', query: '{ a }' }
 */
export function masked(value: unknown, budget: Budget): unknown {
  return copy(value, budget, 0);
}

/**
 * A text as it may be seen: JSON as the value that it is, since names of members tell more than their form.
 *
 * @example
 * maskedText('{"password":"s3cret","sku":"VASE"}', { left: 1_000 }); // { password: '***', sku: 'VASE' }
 */
export function maskedText(text: string, budget: Budget): unknown {
  try {
    return masked(JSON.parse(text), budget);
  } catch {
    return masked(text, budget);
  }
}

function copy(value: unknown, budget: Budget, depth: number): unknown {
  if (typeof value === 'string') return text(value, budget);
  if (typeof value !== 'object' || value === null) {
    budget.left -= 8;
    return typeof value === 'bigint' ? String(value) : value;
  }
  if (depth > deepest || budget.left <= 0) return '…';
  budget.left -= 2;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      if (budget.left <= 0) {
        items.push('…');
        break;
      }
      items.push(copy(item, budget, depth + 1));
    }
    return items;
  }
  const hidden = hidesValues(value as Record<string, unknown>);
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    budget.left -= name.length + 4;
    const secret = isSecretName(name) || (hidden && /values$/i.test(name));
    members[name] = secret && member !== null && member !== '' ? mask : copy(member, budget, depth + 1);
  }
  return members;
}

/** An expression that names a secret attribute: which placeholder is its value only a parser could tell. */
function hidesValues(value: Record<string, unknown>): boolean {
  const names = value.expressionNames ?? value.ExpressionAttributeNames;
  return (
    typeof names === 'object' &&
    names !== null &&
    Object.values(names).some((name) => typeof name === 'string' && isSecretName(name))
  );
}

function text(given: string, budget: Budget): string {
  if (budget.left <= 0) return '…';
  const cut = given.length > longestText ? given.slice(0, longestText) : given;
  const shown = cut
    .replace(secretText, mask)
    .replace(assignment, (whole, name: string, between: string) =>
      isSecretName(name) ? `${name}${between}"${mask}"` : whole,
    );
  budget.left -= shown.length;
  return cut === given ? shown : `${shown}… (${given.length.toLocaleString('en')} characters)`;
}
