/**
 * The shop's one catalogue of errors. `type` is what clients test (`errorType` of a GraphQL error) and never changes;
 * `message` is safe to show; `advice` is what a client should do. Further facts travel in `errorInfo`.
 * `docs/errors.md` is generated from this file.
 */
export interface ShopError {
  readonly type: string;
  readonly message: string;
  readonly advice: string;
}

export const InvalidInput: ShopError = {
  type: 'InvalidInput',
  message: 'A value is not acceptable.',
  advice: 'Show the message beside the field that `errorInfo.field` names.',
};
export const InvalidQuantity: ShopError = {
  type: 'InvalidQuantity',
  message: 'The quantity must be between 1 and 999.',
  advice: 'Ask for another quantity.',
};
export const InvalidCursor: ShopError = {
  type: 'InvalidCursor',
  message: 'The nextToken does not belong to this list.',
  advice: 'Start the list again without a nextToken.',
};
export const NotFound: ShopError = {
  type: 'NotFound',
  message: 'There is no such thing, or it is not yours to see.',
  advice: 'Drop the stale reference named in `errorInfo`.',
};
export const UnknownSku: ShopError = {
  type: 'UnknownSku',
  message: 'No variant has this SKU.',
  advice: 'Read the product again; the variants named in `errorInfo.skus` are gone.',
};
export const NotForSale: ShopError = {
  type: 'NotForSale',
  message: 'This is not on sale.',
  advice: 'Take the variants named in `errorInfo.skus` out of the cart.',
};
export const OutOfStock: ShopError = {
  type: 'OutOfStock',
  message: 'There is not enough in stock.',
  advice: 'Offer what `errorInfo.lines` says is available, per SKU.',
};
export const PriceChanged: ShopError = {
  type: 'PriceChanged',
  message: 'The total is not what was shown.',
  advice: 'Read the cart again, show the new total, and ask once more.',
};
export const CurrencyMismatch: ShopError = {
  type: 'CurrencyMismatch',
  message: 'The shop trades in another currency.',
  advice: 'Use the currency in `errorInfo.currency`.',
};
export const CartEmpty: ShopError = {
  type: 'CartEmpty',
  message: 'The cart is empty.',
  advice: 'Put something into the cart first.',
};
export const CartFull: ShopError = {
  type: 'CartFull',
  message: 'A cart holds 49 different things at most.',
  advice: 'Check out, or remove a line.',
};
export const CartChanged: ShopError = {
  type: 'CartChanged',
  message: 'The cart changed meanwhile.',
  advice: 'Read the cart again and repeat.',
};
export const IdempotencyConflict: ShopError = {
  type: 'IdempotencyConflict',
  message: 'This idempotency key was used for another request.',
  advice: 'Make a new key for a new request.',
};
export const Contention: ShopError = {
  type: 'Contention',
  message: 'Too many are doing this at once.',
  advice: 'Repeat after a moment, with the same idempotency key.',
};
export const IllegalTransition: ShopError = {
  type: 'IllegalTransition',
  message: 'The order cannot go there from where it stands.',
  advice: 'Read the order again; `errorInfo.nextStatuses` tells where it can go.',
};
export const Overpayment: ShopError = {
  type: 'Overpayment',
  message: 'This is more than is still to pay.',
  advice: 'Record at most `errorInfo.due`.',
};
export const NotEnoughUnits: ShopError = {
  type: 'NotEnoughUnits',
  message: 'The order does not have these units to send, or to take back.',
  advice: 'Choose from what `errorInfo.lines` says each line has.',
};
export const PaymentUnderWay: ShopError = {
  type: 'PaymentUnderWay',
  message: 'A payment of this order is under way.',
  advice: 'Wait for it, or have the customer confirm it: `errorInfo.paymentId` names it.',
};
export const NotPurchased: ShopError = {
  type: 'NotPurchased',
  message: 'A review needs the product to have been bought here, and to have left.',
  advice: 'Offer reviews for products of orders that were shipped.',
};
export const RefundTooHigh: ShopError = {
  type: 'RefundTooHigh',
  message: 'This is more than can go back.',
  advice: 'Refund at most `errorInfo.refundable`.',
};
export const VoucherRefused: ShopError = {
  type: 'VoucherRefused',
  message: 'This voucher cannot be used here.',
  advice:
    'Tell the customer why: `errorInfo.reason` is UNKNOWN, NOT_ACTIVE, NOT_YET, EXPIRED, USED_UP, USED_BEFORE, BELOW_MINIMUM or NOTHING_ELIGIBLE.',
};
export const NoDelivery: ShopError = {
  type: 'NoDelivery',
  message: 'The shop does not send there, or not in this way.',
  advice: 'Offer what `zones` lists; `errorInfo.shippingMethods` names the ways there are.',
};
export const VersionConflict: ShopError = {
  type: 'VersionConflict',
  message: 'Somebody else changed this meanwhile.',
  advice: 'Read it again, apply the change to what is there, and repeat.',
};
export const AlreadyExists: ShopError = {
  type: 'AlreadyExists',
  message: 'There is one already.',
  advice: 'Choose another value for what `errorInfo` names.',
};
export const LimitReached: ShopError = {
  type: 'LimitReached',
  message: 'There is no room for more.',
  advice: 'Remove something first; `errorInfo.limit` tells how many there may be.',
};
export const Internal: ShopError = {
  type: 'Internal',
  message: 'Something went wrong on our side.',
  advice: 'Repeat later; quote `errorInfo.correlationId` to support.',
};
