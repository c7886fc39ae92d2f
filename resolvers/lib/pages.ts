import type { Context } from '@aws-appsync/utils';

/** What every list of the schema answers. */
export interface Page<T> {
  items: T[];
  nextToken: string | null;
}

/** A page: a Query's items as presented, and its token. */
export function pageOf<T>(ctx: Pick<Context, 'result'>, items: T[]): Page<T> {
  return { items, nextToken: ctx.result?.nextToken ?? null };
}

/** Whether a field, or something below it, was asked for. */
export function asksFor(ctx: Pick<Context, 'info'>, field: string): boolean {
  return ctx.info.selectionSetList.some((path) => path === field || path.startsWith(`${field}/`));
}
