/** The shop's limits and the forms of its names. Sources of bounds that are AWS's stand beside them. */

/** Lines of a cart and of an order: each is one action of a checkout's transaction, which may hold 100. */
export const maxCartLines = 49;
/** Units of one line. */
export const maxQuantity = 999;
export const maxAddresses = 20;
export const maxTags = 50;
export const maxOptions = 3;
export const maxOptionValues = 50;
export const maxMedia = 20;
/** Variants that `createProduct` takes: two actions each (the variant and its SKU's claim) of the transaction's 100. */
export const maxVariantsAtOnce = 30;
/** Variants of a product: publishing touches every one in a single transaction, and a page holds them all. */
export const maxVariants = 60;
export const maxImportProducts = 25;
export const maxPageSize = 100;
/** Units of stock a variant can hold. */
export const maxStock = 1_000_000;
/** Minor units of a price. GraphQL's Int ends at 2,147,483,647, and totals must fit as well. */
export const maxAmount = 2_000_000_000;
/** How long an idempotency key is kept, in seconds. */
export const idempotencySeconds = 48 * 60 * 60;

/** Patterns in the syntax that Java's and JavaScript's regular expressions share; each matches a whole value. */
export const handlePattern = '^[a-z0-9]+(-[a-z0-9]+)*$';
export const skuPattern = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$';
export const idempotencyKeyPattern = '^[A-Za-z0-9_-]{8,64}$';
export const countryPattern = '^[A-Z]{2}$';
/** A telephone number in international form (E.164): at most 15 digits, the country's first. */
export const phonePattern = '^\\+[1-9][0-9]{6,14}$';
export const idPattern = '^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$';
export const maxHandleLength = 100;
export const maxCategoryIdLength = 60;

/** How often a provider is asked for a refund, or to free money, before somebody of the shop sees to it. */
export const maxTries = 4;
/** How long after each failure but the last the provider is asked again, in hours. */
export const retryHours = [1, 6, 24];
/** Attempts to pay for one order by card, and sums received for it. */
export const maxPayments = 10;
/** How long an order holds its stock unpaid, in minutes. */
export const reservationMinutes = 30;
/** How much longer it holds its stock while a payment runs, in minutes: once. */
export const extensionMinutes = 15;
/**
 * Partitions over which the orders of one day and state are spread, and the reservations that run out. A partition of an
 * index takes 1,000 write units a second and an order of one line is 2 of them, so each is good for 500 orders a second:
 * the expected peak by 500, rounded up. 8 take 4,000, more than the 3,000 checkouts a second for which one article can be
 * read. A list of orders asks all of them; what is stored under more of them than there are is not found, so the number
 * may grow at any time, but not shrink while its orders are listed.
 */
export const indexBuckets = 8;
/**
 * Parts of one stock, the variant itself among them. Each takes 500 checkouts a second (1,000 write units, transactional
 * writes counted twice), and 6 serve all that the variant can be read for, 3,000 strongly consistent reads a second; 8
 * leave room for chance, which does not send buyers evenly.
 */
export const maxShards = 8;
/**
 * Parts beside the variants of one product. Putting it on sale changes every variant and every part in one transaction of
 * 100 actions, of which the product, its category and 60 variants take 62.
 */
export const maxProductShards = 38;
/**
 * Places of the stock that one checkout may take from, and sellers that it may buy of, together: a transaction holds
 * 100 actions, and the order, its events, payment, voucher and reservation need up to 12 of them, here and when it is
 * called off.
 */
export const maxStockMoves = 80;
/**
 * Places of an order's stock, its sellers and twice its packed parcels, together: the end of an order writes each place,
 * each seller's sale, and each parcel with its event, and up to 12 actions beside them.
 */
export const maxEndWrites = 88;
/** Sales a page: each is read as an order. */
export const maxSales = 50;
/** Low stocks a page: each may lie in several parts, which are read with it. */
export const maxLowStock = 50;
/** States of orders that one list of sales names: each is a partition of an index, asked in turn by a step of ten. */
export const maxListedStates = 4;
export const maxShippingMethods = 20;
/** Voucher codes: capitals, digits and hyphens. */
export const voucherCodePattern = '^[A-Z0-9][A-Z0-9-]{1,39}$';
/** Orders that one voucher can be used for. */
export const maxVoucherUses = 1_000_000_000;
