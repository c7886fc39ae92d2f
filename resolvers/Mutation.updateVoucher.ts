import type { Context } from '@aws-appsync/utils';
import { NotFound, VersionConflict } from '../rules/errors.ts';
import { maxVoucherUses } from '../rules/limits.ts';
import { voucherKey } from './generated/model.ts';
import type { MutationUpdateVoucherArgs } from './generated/schema.ts';
import { checkMoney, checkTime, checkVoucherCode, checkWithin, isGiven } from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { isStill, settingOf, typed } from './lib/table.ts';
import { timestamp } from './lib/time.ts';
import { toVoucher } from './lib/voucher.ts';

export function request(ctx: Context<MutationUpdateVoucherArgs>) {
  const { code, version, active, startsAt, endsAt, maxUses, minimum } = ctx.args.input;
  return {
    operation: 'UpdateItem',
    key: typed(voucherKey({ code: checkVoucherCode('code', code) })),
    update: settingOf({
      active,
      startsAt: startsAt ? checkTime('startsAt', startsAt) : null,
      endsAt: endsAt ? checkTime('endsAt', endsAt) : null,
      maxUses: isGiven(maxUses) ? checkWithin('maxUses', maxUses, 1, maxVoucherUses) : null,
      minimum: minimum ? checkMoney('minimum', minimum, ctx.env.CURRENCY!) : null,
      updatedAt: timestamp(),
      version: version + 1,
    }),
    condition: isStill('version', version),
  };
}

/** A refused condition brings the item along; without one there is no such voucher. */
export function response(ctx: Context<MutationUpdateVoucherArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') {
      if (!ctx.result) fail(NotFound, { code: ctx.args.input.code });
      fail(VersionConflict, { version: ctx.result.version });
    }
    failFrom(ctx.error);
  }
  return toVoucher(ctx.result);
}
