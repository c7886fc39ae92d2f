import type { Context } from '@aws-appsync/utils';
import type { QueryOrderArgs } from './generated/schema.ts';
import { checkId } from './lib/check.ts';

export function request(ctx: Context<QueryOrderArgs>) {
  checkId('id', ctx.args.id);
  return {};
}

/** The order as it was read last: once, or again after its time was found to be up. */
export function response(ctx: Context<QueryOrderArgs>) {
  return ctx.stash.view ?? null;
}
