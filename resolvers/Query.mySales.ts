import type { Context } from '@aws-appsync/utils';

export function request() {
  return {};
}

/** The page as the last step left it. */
export function response(ctx: Context) {
  return ctx.stash.page;
}
