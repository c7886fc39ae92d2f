import type { Context } from '@aws-appsync/utils';
import type { VoucherItem } from './generated/model.ts';
import { voucherAll } from './generated/model.ts';
import type { QueryVouchersArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';
import { toVoucher } from './lib/voucher.ts';

export function request(ctx: Context<QueryVouchersArgs>) {
  return {
    operation: 'Query',
    ...voucherAll(),
    limit: checkLimit(ctx.args.limit, 20),
    nextToken: ctx.args.nextToken,
  };
}

export function response(ctx: Context<QueryVouchersArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((voucher: VoucherItem) => toVoucher(voucher)),
  );
}
