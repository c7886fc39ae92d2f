import type { VoucherItem } from '../generated/model.ts';
import type { Voucher } from '../generated/schema.ts';

export function toVoucher(voucher: VoucherItem): Voucher {
  const money = (amount: number | undefined) =>
    typeof amount === 'number' ? { amount, currency: voucher.currency } : null;
  return {
    code: voucher.code,
    kind: voucher.kind,
    amount: money(voucher.amount),
    rate: voucher.rate ?? null,
    minimum: money(voucher.minimum),
    categoryIds: voucher.categoryIds ?? [],
    startsAt: voucher.startsAt ?? null,
    endsAt: voucher.endsAt ?? null,
    maxUses: voucher.maxUses ?? null,
    uses: voucher.uses,
    oncePerCustomer: voucher.oncePerCustomer,
    active: voucher.active,
    createdAt: voucher.createdAt,
    version: voucher.version,
  };
}
