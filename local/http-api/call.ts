import type { Environment } from '../core/environment.ts';
import type { HttpApi } from './model.ts';
import type { ApiRequest } from './request.ts';
import type { Destination } from './routing.ts';

/** What an authorizer found out about the caller: a member of `requestContext.authorizer` by its own name. */
export type Authorization =
  | {
      readonly jwt: {
        readonly claims: Readonly<Record<string, string>>;
        readonly scopes: readonly string[] | null;
      };
    }
  | { readonly lambda: Readonly<Record<string, unknown>> }
  | { readonly iam: Readonly<Record<string, unknown>> };

/** One request on its way through an API. */
export interface Call extends Destination {
  readonly api: HttpApi;
  readonly request: ApiRequest;
  readonly authorization?: Authorization;
  readonly environment: Environment;
}

/** What an integration answers. */
export interface Answer {
  readonly status: number;
  /** Several values of one header stay several. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
  /** Why it failed, which the caller is not told. */
  readonly reason?: string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as access logs write it: `12/Mar/2020:19:03:58 +0000`. */
export function logTime(milliseconds: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(
    new Date(milliseconds).toISOString(),
  )!;
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
}
