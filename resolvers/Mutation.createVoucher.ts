import type { Context } from '@aws-appsync/utils';
import { AlreadyExists } from '../rules/errors.ts';
import { maxVoucherUses } from '../rules/limits.ts';
import type { VoucherItem } from './generated/model.ts';
import { voucherItem } from './generated/model.ts';
import type { CreateVoucherInput, MutationCreateVoucherArgs } from './generated/schema.ts';
import {
  checkId,
  checkMoney,
  checkTime,
  checkVoucherCode,
  checkWithin,
  isGiven,
  refuse,
  withoutNulls,
} from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { isNew, put } from './lib/table.ts';
import { timestamp } from './lib/time.ts';
import { toVoucher } from './lib/voucher.ts';

export function request(ctx: Context<MutationCreateVoucherArgs>) {
  const { input } = ctx.args;
  const currency = ctx.env.CURRENCY!;
  const now = timestamp();
  const categoryIds = (input.categoryIds ?? []).map((id) => checkId('categoryIds', id));
  if (categoryIds.length > 20) refuse('categoryIds', 'may be 20 at most');
  const startsAt = input.startsAt ? checkTime('startsAt', input.startsAt) : null;
  const endsAt = input.endsAt ? checkTime('endsAt', input.endsAt) : null;
  if (startsAt && endsAt && startsAt >= endsAt) refuse('endsAt', 'must be after startsAt');
  const voucher: VoucherItem = withoutNulls({
    code: checkVoucherCode('code', input.code),
    kind: input.kind,
    ...worthOf(input, currency),
    currency,
    minimum: input.minimum ? checkMoney('minimum', input.minimum, currency) : null,
    categoryIds: categoryIds.length > 0 ? categoryIds : null,
    startsAt,
    endsAt,
    maxUses: isGiven(input.maxUses) ? checkWithin('maxUses', input.maxUses, 1, maxVoucherUses) : null,
    uses: 0,
    oncePerCustomer: input.oncePerCustomer ?? false,
    active: input.active ?? true,
    createdAt: now,
    updatedAt: now,
    version: 1,
  });
  return { operation: 'PutItem', ...put(voucherItem(voucher)), condition: isNew };
}

export function response(ctx: Context<MutationCreateVoucherArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') {
      fail(AlreadyExists, { code: ctx.args.input.code });
    }
    failFrom(ctx.error);
  }
  return toVoucher(ctx.result);
}

/** Each kind says what it takes off in its own way, and in no other. */
function worthOf({ kind, amount, rate }: CreateVoucherInput, currency: string) {
  if (kind !== 'FIXED' && amount) refuse('amount', 'is for a FIXED voucher');
  if (kind !== 'PERCENTAGE' && isGiven(rate)) refuse('rate', 'is for a PERCENTAGE voucher');
  if (kind === 'FIXED') {
    if (!amount) refuse('amount', 'is needed');
    const worth = checkMoney('amount', amount!, currency);
    if (worth === 0) refuse('amount', 'must be more than nothing');
    return { amount: worth };
  }
  if (kind === 'PERCENTAGE') return { rate: checkWithin('rate', rate ?? 0, 1, 10_000) };
  return {};
}
