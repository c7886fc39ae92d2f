import { AwsError } from '../../core/aws-error.ts';

/**
 * One page of a list, and where the next one begins.
 * @throws AwsError InvalidNextToken for a text that is no token of a page.
 */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
): { readonly page: readonly T[]; readonly NextToken?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError('InvalidNextToken', 'The next token is not valid.', 400);
  const end = start + size;
  return {
    page: all.slice(start, end),
    ...(end < all.length ? { NextToken: Buffer.from(String(end)).toString('base64') } : {}),
  };
}
