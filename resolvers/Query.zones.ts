import type { Context } from '@aws-appsync/utils';
import type { ZoneItem } from './generated/model.ts';
import { zoneAll } from './generated/model.ts';
import type { QueryZonesArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';
import { toZone } from './lib/zone.ts';

export function request(ctx: Context<QueryZonesArgs>) {
  return {
    operation: 'Query',
    ...zoneAll(),
    limit: checkLimit(ctx.args.limit, 100),
    nextToken: ctx.args.nextToken,
  };
}

export function response(ctx: Context<QueryZonesArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((zone: ZoneItem) => toZone(zone)),
  );
}
