/**
 * The shop's one catalogue of errors. `type` is what clients test (`errorType` of a GraphQL error) and never changes;
 * `message` is safe to show; `data` names the facts that `errorInfo` may hold, `advice` says what a client should do.
 * `docs/errors.md` is generated from this file. Resolvers carry in their bundles what an error says, and not what is
 * said about it: that stands below.
 */
export interface ShopError {
  readonly type: string;
  readonly message: string;
}

export const InvalidInput = {
  type: 'InvalidInput',
  message: 'A value is not acceptable.',
} as const;
export const InvalidQuantity = {
  type: 'InvalidQuantity',
  message: 'The quantity must be between 1 and 999.',
} as const;
export const InvalidCursor = {
  type: 'InvalidCursor',
  message: 'The nextToken does not belong to this list.',
} as const;
export const NotFound = {
  type: 'NotFound',
  message: 'There is no such thing, or it is not yours to see.',
} as const;
export const UnknownSku = {
  type: 'UnknownSku',
  message: 'No variant has this SKU.',
} as const;
export const NotForSale = {
  type: 'NotForSale',
  message: 'This is not on sale.',
} as const;
export const OutOfStock = {
  type: 'OutOfStock',
  message: 'There is not enough in stock.',
} as const;
export const PriceChanged = {
  type: 'PriceChanged',
  message: 'The total is not what was shown.',
} as const;
export const CurrencyMismatch = {
  type: 'CurrencyMismatch',
  message: 'The shop trades in another currency.',
} as const;
export const CartEmpty = {
  type: 'CartEmpty',
  message: 'The cart is empty.',
} as const;
export const CartFull = {
  type: 'CartFull',
  message: 'A cart holds 49 different things at most.',
} as const;
export const CartChanged = {
  type: 'CartChanged',
  message: 'The cart changed meanwhile.',
} as const;
export const IdempotencyConflict = {
  type: 'IdempotencyConflict',
  message: 'This idempotency key was used for another request.',
} as const;
export const Contention = {
  type: 'Contention',
  message: 'Too many are doing this at once.',
} as const;
export const IllegalTransition = {
  type: 'IllegalTransition',
  message: 'The order cannot go there from where it stands.',
} as const;
export const Overpayment = {
  type: 'Overpayment',
  message: 'This is more than is still to pay.',
} as const;
export const NotEnoughUnits = {
  type: 'NotEnoughUnits',
  message: 'The order does not have these units to send, or to take back.',
} as const;
export const PaymentUnderWay = {
  type: 'PaymentUnderWay',
  message: 'A payment of this order is under way.',
} as const;
export const NotPurchased = {
  type: 'NotPurchased',
  message: 'A review needs the product to have been bought here, and to have left.',
} as const;
export const RefundTooHigh = {
  type: 'RefundTooHigh',
  message: 'This is more than can go back.',
} as const;
export const VoucherRefused = {
  type: 'VoucherRefused',
  message: 'This voucher cannot be used here.',
} as const;
export const NoDelivery = {
  type: 'NoDelivery',
  message: 'The shop does not send there, or not in this way.',
} as const;
export const VersionConflict = {
  type: 'VersionConflict',
  message: 'Somebody else changed this meanwhile.',
} as const;
export const AlreadyExists = {
  type: 'AlreadyExists',
  message: 'There is one already.',
} as const;
export const LimitReached = {
  type: 'LimitReached',
  message: 'There is no room for more.',
} as const;
export const Internal = {
  type: 'Internal',
  message: 'Something went wrong on our side.',
} as const;

/** An error with what is to be known about it. */
export interface Entry {
  readonly error: ShopError;
  /** The facts that may stand in `errorInfo`, by their names. */
  readonly data: Readonly<Record<string, string>>;
  readonly advice: string;
}

/** Every error there is. */
export const catalogue = {
  InvalidInput: {
    error: InvalidInput,
    data: { field: 'The field, e.g. `lines.sku`.' },
    advice: 'Show the message beside the field that `errorInfo.field` names.',
  },
  InvalidQuantity: {
    error: InvalidQuantity,
    data: { quantity: 'What was asked for, with what is there already.', max: 'The most there may be.' },
    advice: 'Ask for another quantity.',
  },
  InvalidCursor: {
    error: InvalidCursor,
    data: {},
    advice: 'Start the list again without a nextToken.',
  },
  NotFound: {
    error: NotFound,
    data: {
      id: 'The category.',
      orderId: 'The order.',
      sequence: 'The event of the order.',
      paymentId: 'The payment.',
      entryId: 'The entry of the ledger.',
      shipmentId: 'The parcel.',
      returnId: 'The return.',
      productId: 'The product.',
      customerId: 'Whose review it is.',
      categoryId: 'The category.',
      addressId: 'The address.',
      code: 'The voucher.',
    },
    advice: 'Drop the stale reference: `errorInfo` names what the request named.',
  },
  UnknownSku: {
    error: UnknownSku,
    data: { skus: 'The SKUs.' },
    advice: 'Read the product again; the variants named in `errorInfo.skus` are gone.',
  },
  NotForSale: {
    error: NotForSale,
    data: { skus: 'The SKUs.' },
    advice: 'Take the variants named in `errorInfo.skus` out of the cart.',
  },
  OutOfStock: {
    error: OutOfStock,
    data: { lines: 'Of each SKU that is short: `sku`, units `wanted`, units `available`.' },
    advice: 'Offer what `errorInfo.lines` says is available, per SKU.',
  },
  PriceChanged: {
    error: PriceChanged,
    data: {
      expected: 'The total that the client showed, in minor units.',
      total: 'The total that it is.',
      currency: 'The currency of both.',
    },
    advice: 'Read the cart again, show the new total, and ask once more.',
  },
  CurrencyMismatch: {
    error: CurrencyMismatch,
    data: { field: 'The field with the amount.', currency: "The shop's currency." },
    advice: 'Use the currency in `errorInfo.currency`.',
  },
  CartEmpty: {
    error: CartEmpty,
    data: {},
    advice: 'Put something into the cart first.',
  },
  CartFull: {
    error: CartFull,
    data: { limit: 'How many there may be.' },
    advice: 'Check out, or remove a line.',
  },
  CartChanged: {
    error: CartChanged,
    data: {},
    advice: 'Read the cart again and repeat.',
  },
  IdempotencyConflict: {
    error: IdempotencyConflict,
    data: { idempotencyKey: 'The key.' },
    advice: 'Make a new key for a new request.',
  },
  Contention: {
    error: Contention,
    data: {
      orderId: 'The order that others change, where it is one.',
      sku: 'The variant that others change, where it is one.',
    },
    advice: 'Repeat after a moment, with the same idempotency key.',
  },
  IllegalTransition: {
    error: IllegalTransition,
    data: {
      status: 'Where it stands.',
      nextStatuses: 'Where it can go.',
      shipmentId: 'The parcel, where it is one.',
      returnId: 'The return, where it is one.',
      review: "Where the order's review stands, where that decides.",
    },
    advice: 'Read the order again; `errorInfo.nextStatuses` tells where it can go.',
  },
  Overpayment: {
    error: Overpayment,
    data: { due: 'What is still to pay, in minor units.', currency: 'Its currency.' },
    advice: 'Record at most `errorInfo.due`.',
  },
  NotEnoughUnits: {
    error: NotEnoughUnits,
    data: { lines: 'Of each line: `sku`, and the `units` that there are.' },
    advice: 'Choose from what `errorInfo.lines` says each line has.',
  },
  PaymentUnderWay: {
    error: PaymentUnderWay,
    data: { paymentId: 'The payment.', returnId: 'The return whose money is not there yet.' },
    advice: 'Wait for it, or have the customer confirm it: `errorInfo.paymentId` names it.',
  },
  NotPurchased: {
    error: NotPurchased,
    data: { orderId: 'The order.', productId: 'The product.' },
    advice: 'Offer reviews for products of orders that were shipped.',
  },
  RefundTooHigh: {
    error: RefundTooHigh,
    data: { refundable: 'What can go back, in minor units.', currency: 'Its currency.' },
    advice: 'Refund at most `errorInfo.refundable`.',
  },
  VoucherRefused: {
    error: VoucherRefused,
    data: {
      code: 'The voucher.',
      reason:
        '`UNKNOWN`, `NOT_ACTIVE`, `NOT_YET`, `EXPIRED`, `USED_UP`, `USED_BEFORE`, `BELOW_MINIMUM` or `NOTHING_ELIGIBLE`.',
    },
    advice:
      'Tell the customer why: `errorInfo.reason` is UNKNOWN, NOT_ACTIVE, NOT_YET, EXPIRED, USED_UP, USED_BEFORE, BELOW_MINIMUM or NOTHING_ELIGIBLE.',
  },
  NoDelivery: {
    error: NoDelivery,
    data: {
      country: 'Where to.',
      region: 'Where to in it.',
      shippingMethods: 'The ways of sending that there are.',
    },
    advice: 'Offer what `zones` lists; `errorInfo.shippingMethods` names the ways there are.',
  },
  VersionConflict: {
    error: VersionConflict,
    data: {
      version: 'The version that it has now.',
      productId: 'Instead, where that is not known: the product.',
      sku: 'Likewise, the variant.',
    },
    advice: 'Read it again, apply the change to what is there, and repeat.',
  },
  AlreadyExists: {
    error: AlreadyExists,
    data: {
      id: 'The category.',
      handle: 'The handle.',
      skus: 'The SKUs.',
      code: 'The voucher.',
      reference: "The bank's reference.",
      selectedOptions: 'The choice.',
      sku: 'The variant that makes it.',
    },
    advice: 'Choose another value for what `errorInfo` names.',
  },
  LimitReached: {
    error: LimitReached,
    data: { limit: 'How many there may be.' },
    advice: 'Remove something first; `errorInfo.limit` tells how many there may be.',
  },
  Internal: {
    error: Internal,
    data: { correlationId: 'Under which the log has what happened.' },
    advice: 'Repeat later; quote `errorInfo.correlationId` to support.',
  },
} as const satisfies Record<string, Entry>;

export type ErrorType = keyof typeof catalogue;
