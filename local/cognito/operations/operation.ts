import type { Service } from '../service.ts';

/** One operation: takes the request's members, answers the response's. Times are in seconds, as JSON carries them. */
export type Operation<Input = any> = (service: Service, input: Input) => Promise<object>;

export type Operations = Record<string, Operation>;

/** Times as the JSON protocol writes them: seconds since the epoch. */
export const seconds = (milliseconds: number) => milliseconds / 1000;

/** One page of a list, and the token of the next. The token is an offset, opaque to the caller. */
export function page<T>(
  items: T[],
  limit: number | undefined,
  token: string | undefined,
): { items: T[]; next?: string } {
  const start = token ? Number(Buffer.from(token, 'base64url').toString()) || 0 : 0;
  const end = start + (limit ?? 60);
  const next = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: items.slice(start, end), next };
}
