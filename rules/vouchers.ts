/** When a voucher counts, and what it takes off. */
import { sumOf } from './money.ts';
import { allocate, atRate } from './shares.ts';

export type VoucherKind = 'FIXED' | 'PERCENTAGE' | 'FREE_SHIPPING';

/** Fields that are absent or null set no condition. Times are ISO 8601 in UTC with three decimals, so sort as text. */
export interface Voucher {
  code: string;
  kind: VoucherKind;
  /** `FIXED`: minor units off the goods' prices, which contain the tax or do not, as the zone has it. */
  amount?: number | null;
  /** `PERCENTAGE`: basis points off; 1000 are 10 %. */
  rate?: number | null;
  /** What the cart's goods must cost before any discount, in minor units. */
  minimum?: number | null;
  /** From when it counts. */
  startsAt?: string | null;
  /** From when it counts no more. */
  endsAt?: string | null;
  /** Orders it can be used for in all. */
  maxUses?: number | null;
  /** Orders it was used for. */
  uses: number;
  /** Whether it counts once for a customer. Only the checkout's own condition can hold that; no rule here looks at it. */
  oncePerCustomer?: boolean | null;
  active: boolean;
  /** The categories whose goods it is for; absent or empty for all. */
  categoryIds?: string[] | null;
}

/** Why a voucher does not count. */
export type VoucherRefusal =
  'NOT_ACTIVE' | 'NOT_YET' | 'EXPIRED' | 'USED_UP' | 'BELOW_MINIMUM' | 'NOTHING_ELIGIBLE';

/** What vouchers ask of a line. */
export interface VoucherLine {
  categoryId?: string | null;
  /** Units times price, in minor units. */
  gross: number;
}

/**
 * Why a voucher does not count for these lines now: the first reason in the order of `VoucherRefusal`.
 *
 * @param now - ISO 8601 in UTC with three decimals.
 * @returns undefined when it counts.
 * @example
 * refusalOf(voucher, [{ categoryId: 'books', gross: 1999 }], '2026-11-24T18:00:00.000Z') // 'BELOW_MINIMUM'
 */
export function refusalOf(voucher: Voucher, lines: VoucherLine[], now: string): VoucherRefusal | undefined {
  if (!voucher.active) return 'NOT_ACTIVE';
  if (voucher.startsAt && now < voucher.startsAt) return 'NOT_YET';
  if (voucher.endsAt && now >= voucher.endsAt) return 'EXPIRED';
  if (typeof voucher.maxUses === 'number' && voucher.uses >= voucher.maxUses) return 'USED_UP';
  if (sumOf(lines.map((line) => line.gross)) < (voucher.minimum ?? 0)) return 'BELOW_MINIMUM';
  if (!lines.some((line) => isEligible(voucher, line))) return 'NOTHING_ELIGIBLE';
  return undefined;
}

/**
 * What a voucher takes off each line, in minor units. The discount is worked out once on the sum of the eligible
 * lines, never above it, a percentage rounded with a half going up; then it is split over them by `allocate`.
 *
 * @returns a discount for each line, not above its `gross`.
 * @example
 * discountOf({ kind: 'PERCENTAGE', rate: 1000, ... }, [{ gross: 1999 }, { gross: 995 }]) // [200, 99], together 299
 */
export function discountOf(voucher: Voucher, lines: VoucherLine[]): number[] {
  const eligible = lines.map((line) => (isEligible(voucher, line) ? line.gross : 0));
  const sum = sumOf(eligible);
  return allocate(Math.min(sum, amountOff(voucher, sum)), eligible);
}

function amountOff(voucher: Voucher, sum: number): number {
  if (voucher.kind === 'FIXED') return voucher.amount ?? 0;
  if (voucher.kind === 'PERCENTAGE') return atRate(sum, voucher.rate ?? 0);
  return 0;
}

function isEligible(voucher: Voucher, line: VoucherLine): boolean {
  const categories = voucher.categoryIds ?? [];
  return categories.length === 0 || categories.some((category) => category === line.categoryId);
}
