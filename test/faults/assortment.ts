/** What is sold under faults, and what it is paid with. */

/** Goods of which there are enough for any run. */
export const skus = ['MUG', 'TEA', 'HAT', 'SOCK', 'LAMP', 'BOOK'];
/** What a seller sells of these; the rest is the shop's own. */
export const ofSeller = ['LAMP', 'BOOK'];
/** An article at which an order is held until somebody has looked at it; there is enough of it. */
export const dear = 'VASE';
/** Of this there is little: checkouts that meet too little of it ask for what is overdue, by an index. */
export const scarce = 'RARE';

/** Units that are put on the shelf, by SKU. */
export const stocked: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...skus, dear].map((sku) => [sku, 1_000_000])),
  [scarce]: 40,
};

/** Each card with how often it is paid with. `pm_down` stands for a provider that never answers. */
const shares: Readonly<Record<string, number>> = {
  pm_success: 14,
  pm_decline: 3,
  pm_timeout_before: 4,
  pm_timeout_after: 4,
  pm_twice: 4,
  pm_late: 3,
  pm_late_decline: 1,
  pm_single_capture: 3,
  pm_refund_late: 2,
  pm_refund_fails: 2,
  pm_void_fails: 2,
  pm_capture_fails: 2,
  pm_lapses: 1,
  pm_down: 1,
};

/** The cards, each as often as it is used. */
export const cards = Object.entries(shares).flatMap(([card, share]) =>
  Array.from({ length: share }, () => card),
);
