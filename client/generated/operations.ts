/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** An address to add. */
export type AddAddressInput = {
  /** The address. */
  address: AddressInput;
};

/** What to put into the cart. */
export type AddToCartInput = {
  /** Units to add, 1 to 999. */
  quantity: number;
  /** The variant's stock keeping unit. */
  sku: string;
};

/** A variant to add to a product. */
export type AddVariantInput = {
  /** The product. */
  productId: string;
  /** The variant. */
  variant: VariantInput;
};

/** A postal address. */
export type AddressInput = {
  /** Town or city, 1 to 100 characters. */
  city: string;
  /** ISO 3166-1 alpha-2, e.g. `DE`. */
  country: string;
  /** Street and number, 1 to 200 characters. */
  line1: string;
  /** Flat, floor, company, up to 200 characters. */
  line2?: string | null | undefined;
  /** Who lives there, 1 to 100 characters. */
  name: string;
  /** A number for the carrier. */
  phone?: string | null | undefined;
  /** Postal code, 1 to 20 characters. */
  postalCode: string;
  /** State, province or county, up to 100 characters. */
  region?: string | null | undefined;
};

/** A change of stock. */
export type AdjustStockInput = {
  /** Units to add, or to take when negative; not 0. Stock never falls below 0. */
  delta: number;
  /** Why, e.g. `delivery`, `breakage`; up to 200 characters. */
  reason: string;
  /** The variant's stock keeping unit. */
  sku: string;
};

/** Which order to call off. */
export type CancelOrderInput = {
  /** The order. */
  orderId: string;
  /** Why, up to 500 characters. */
  reason?: string | null | undefined;
};

/** Which payment to ask after. */
export type ConfirmPaymentInput = {
  /** The order. */
  orderId: string;
  /** The payment, one of the order's `payments`. */
  paymentId: string;
};

/** A category to create. */
export type CreateCategoryInput = {
  /** What is found there, up to 1,000 characters. */
  description?: string | null | undefined;
  /** Its id, as in addresses: lower-case letters, digits and hyphens, up to 60. */
  id: string;
  /** A picture: a key in the shop's media store, or an address. */
  image?: string | null | undefined;
  /** Its name, 1 to 100 characters. */
  name: string;
  /** Its place among the categories, 0 to 9,999. */
  position?: number | null | undefined;
};

/** A product to create. */
export type CreateProductInput = {
  /** The id of its category, which must exist. */
  categoryId: string;
  /** Its description, up to 10,000 characters. */
  description?: string | null | undefined;
  /** What its page's address calls it: lower-case letters, digits and hyphens, up to 100. */
  handle: string;
  /** Pictures and films, twenty at most. */
  media?: Array<MediaInput> | null | undefined;
  /** What can be chosen, three at most. */
  options?: Array<ProductOptionInput> | null | undefined;
  /** Whether it is on sale at once. */
  status?: ProductStatus | null | undefined;
  /** Words to find it by, 50 at most. */
  tags?: Array<string> | null | undefined;
  /** How it is taxed. */
  taxClass?: TaxClass | null | undefined;
  /** Its name, 1 to 200 characters. */
  title: string;
  /** Its variants, 1 to 30. */
  variants: Array<VariantInput>;
  /** The maker's or brand's name. */
  vendor?: string | null | undefined;
};

/** A voucher to create. */
export type CreateVoucherInput = {
  /** Whether it can be used at once. */
  active?: boolean | null | undefined;
  /** Of a `FIXED` one: how much, in the shop's currency. */
  amount?: MoneyInput | null | undefined;
  /** Only for goods of these categories, 20 at most. */
  categoryIds?: Array<string> | null | undefined;
  /** What the customer types: 2 to 40 letters, digits and hyphens; kept in capitals. */
  code: string;
  /** From when it counts no more. */
  endsAt?: string | null | undefined;
  /** What it takes off. */
  kind: VoucherKind;
  /** Orders it can be used for in all. */
  maxUses?: number | null | undefined;
  /** What the goods must cost for it, before any discount. */
  minimum?: MoneyInput | null | undefined;
  /** Whether each customer can use it once. */
  oncePerCustomer?: boolean | null | undefined;
  /** Of a `PERCENTAGE`: basis points, 1 to 10,000. */
  rate?: number | null | undefined;
  /** From when it counts. */
  startsAt?: string | null | undefined;
};

/** Whether a return is taken. */
export type DecideReturnInput = {
  /** Whether the goods may come. */
  approve: boolean;
  /** What the customer may read about it, up to 500 characters. */
  note?: string | null | undefined;
  /** The order. */
  orderId: string;
  /** The return. */
  returnId: string;
};

/** Whether a held order may go on. */
export type DecideRiskReviewInput = {
  /** Whether it may go on; otherwise it is called off. */
  approve: boolean;
  /** Why, as the customer may read it, up to 500 characters. */
  note?: string | null | undefined;
  /** The order. */
  orderId: string;
};

/** The category of an imported product. */
export type ImportCategoryInput = {
  /** Its id, as in addresses. */
  id: string;
  /** Its name. */
  name: string;
};

/** A product to create or replace by its handle. */
export type ImportProductInput = {
  /** Its category; created when there is none. */
  category: ImportCategoryInput;
  /** Its description, up to 10,000 characters. */
  description?: string | null | undefined;
  /** What its page's address calls it; the same handle is the same product. */
  handle: string;
  /** Pictures and films, twenty at most. */
  media?: Array<MediaInput> | null | undefined;
  /** What can be chosen, three at most. */
  options?: Array<ProductOptionInput> | null | undefined;
  /** Whether it is on sale. */
  status?: ProductStatus | null | undefined;
  /** Words to find it by, 50 at most. */
  tags?: Array<string> | null | undefined;
  /** How it is taxed. */
  taxClass?: TaxClass | null | undefined;
  /** Its name, 1 to 200 characters. */
  title: string;
  /** Its variants, 1 to 60. A variant that is there keeps its stock, and its reorder point unless another is given. */
  variants: Array<VariantInput>;
  /** The maker's or brand's name. */
  vendor?: string | null | undefined;
};

/** Products to import. */
export type ImportProductsInput = {
  /** The products, 1 to 25. */
  products: Array<ImportProductInput>;
};

/** What a payment provider is to do. */
export type LedgerKind =
  /** Set money aside. */
  | 'AUTHORIZE'
  /** Take money that was set aside. */
  | 'CAPTURE'
  /** Give money back. */
  | 'REFUND'
  /** Free what is set aside and not taken. */
  | 'VOID';

/** Whether it was done. */
export type LedgerStatus =
  /** Not done, and it will not be. */
  | 'FAILED'
  /** Asked for; its amount cannot be asked for again. */
  | 'REQUESTED'
  /** Done. */
  | 'SUCCEEDED';

/** A picture or film. */
export type MediaInput = {
  /** What it shows, for those who cannot see it. */
  alt?: string | null | undefined;
  /** A key in the shop's media store, or an address. */
  source: string;
  /** Whether it is a picture or a film. */
  type?: MediaType | null | undefined;
};

/** What a picture or film is. */
export type MediaType =
  /** A still picture. */
  | 'IMAGE'
  /** A film. */
  | 'VIDEO';

/** Whether a review is shown. */
export type ModerateReviewInput = {
  /** Who wrote it. */
  customerId: string;
  /** The product. */
  productId: string;
  /** Whether everybody sees it. */
  published: boolean;
};

/** An amount of money, as a client sends it. */
export type MoneyInput = {
  /** Minor units, 0 to 2,000,000,000. */
  amount: number;
  /** ISO 4217, e.g. `EUR`. */
  currency: string;
};

/** Where a parcel is. */
export type MoveShipmentInput = {
  /** What the customer may read about it, up to 500 characters. */
  note?: string | null | undefined;
  /** The order. */
  orderId: string;
  /** The parcel. */
  shipmentId: string;
  /** One of the parcel's `nextStatuses`, but not `SHIPPED`: that is `shipShipment`. */
  to: ShipmentStatus;
};

/** What kind of thing happened to an order. */
export type OrderEventType =
  /** It was called off. */
  | 'CANCELLED'
  /** Money could not be taken. */
  | 'CAPTURE_FAILED'
  /** Money set aside is to be taken. */
  | 'CAPTURE_REQUESTED'
  /** Money was taken. */
  | 'CAPTURE_SUCCEEDED'
  /** The shop gave up what was owed for parcels that left. */
  | 'CLAIM_WRITTEN_OFF'
  /** Its money is sure. */
  | 'CONFIRMED'
  /** All of it arrived. */
  | 'DELIVERED'
  /** It was not paid in time. */
  | 'EXPIRED'
  /** It waits for somebody of the shop. */
  | 'HELD'
  /** The customer must confirm the payment. */
  | 'PAYMENT_ACTION_REQUIRED'
  /** The money is set aside. */
  | 'PAYMENT_AUTHORIZED'
  /** The provider refused the payment. */
  | 'PAYMENT_DECLINED'
  /** Money came by itself. */
  | 'PAYMENT_RECORDED'
  /** The provider is asked for the money. */
  | 'PAYMENT_REQUESTED'
  /** It was placed. */
  | 'PLACED'
  /** Money could not go back. */
  | 'REFUND_FAILED'
  /** Money is to go back. */
  | 'REFUND_REQUESTED'
  /** Money went back. */
  | 'REFUND_SUCCEEDED'
  /** It may go on. */
  | 'RELEASED'
  /** It holds its stock for longer, while its payment runs. */
  | 'RESERVATION_EXTENDED'
  /** The return was approved. */
  | 'RETURN_APPROVED'
  /** The goods came back. */
  | 'RETURN_RECEIVED'
  /** The money for the return went back. */
  | 'RETURN_REFUNDED'
  /** The return was refused. */
  | 'RETURN_REJECTED'
  /** The customer wants to send something back. */
  | 'RETURN_REQUESTED'
  /** The customer keeps it after all. */
  | 'RETURN_WITHDRAWN'
  /** A parcel was unpacked. */
  | 'SHIPMENT_CANCELLED'
  /** A parcel arrived. */
  | 'SHIPMENT_DELIVERED'
  /** A parcel is lost. */
  | 'SHIPMENT_LOST'
  /** A parcel came further. */
  | 'SHIPMENT_MOVED'
  /** A parcel was packed. */
  | 'SHIPMENT_PACKED'
  /** A parcel left. */
  | 'SHIPMENT_SHIPPED'
  /** Money set aside could not be freed. */
  | 'VOID_FAILED'
  /** Money set aside is to be freed. */
  | 'VOID_REQUESTED'
  /** Money set aside is free again. */
  | 'VOID_SUCCEEDED';

/** Where an order stands. */
export type OrderStatus =
  /** Called off, its stock given back. */
  | 'CANCELLED'
  /** Its money is sure: set aside, or received. */
  | 'CONFIRMED'
  /** With the customer. */
  | 'DELIVERED'
  /** Not paid in time, its stock given back. */
  | 'EXPIRED'
  /** Somebody of the shop looks at it first. */
  | 'ON_HOLD'
  /** Some of it is on its way. */
  | 'PARTIALLY_SHIPPED'
  /** Holds its stock for a while and waits for its payment. */
  | 'PLACED'
  /** All of it is on its way. */
  | 'SHIPPED';

/** What to pack. */
export type PackShipmentInput = {
  /** Who will carry it, up to 100 characters. */
  carrier?: string | null | undefined;
  /** What goes into the parcel; all that is left when absent, for a seller all that is left of the own goods. */
  lines?: Array<UnitsInput> | null | undefined;
  /** The order. */
  orderId: string;
  /** The carrier's number, up to 100 characters. */
  trackingNumber?: string | null | undefined;
};

/** How to pay an order. */
export type PayOrderInput = {
  /** The order. */
  orderId: string;
  /** How to pay it. */
  payment: PaymentInput;
};

/** How to pay. */
export type PaymentInput = {
  /** What the provider's client library made of the card, e.g. `pm_...`: never the card's number. Up to 200 characters. */
  token: string;
};

/** How a payment was made. */
export type PaymentMethod =
  /** A bank transfer. */
  | 'BANK_TRANSFER'
  /** A card. */
  | 'CARD'
  /** Cash. */
  | 'CASH'
  /** A gift card or voucher. */
  | 'GIFT_CARD';

/** Where a payment stands. What was given back of it is a sum, not a state. */
export type PaymentStatus =
  /** The money is set aside. */
  | 'AUTHORIZED'
  /** The money was taken, or came by itself. */
  | 'CAPTURED'
  /** The provider refused it. */
  | 'DECLINED'
  /** Part of the money was taken. */
  | 'PARTIALLY_CAPTURED'
  /** The provider has not answered yet. */
  | 'PENDING'
  /** The customer must confirm it first, as `action` says. */
  | 'REQUIRES_ACTION'
  /** What was set aside is free again. */
  | 'VOIDED';

/** How to turn a cart into an order. */
export type PlaceOrderInput = {
  /** An address of the account. Either this or `shippingAddress`. */
  addressId?: string | null | undefined;
  /** The total that the client showed. The order is refused when the cart comes to another sum or another currency. */
  expectedTotal: MoneyInput;
  /** A word to the shop, up to 500 characters. */
  note?: string | null | undefined;
  /** How to pay, when the client pays at once; otherwise `payOrder` follows, or money that comes by itself. */
  payment?: PaymentInput | null | undefined;
  /** An address for this order alone. Either this or `addressId`. */
  shippingAddress?: AddressInput | null | undefined;
  /** The way of sending; the zone's first when absent. */
  shippingMethod?: string | null | undefined;
  /** A voucher's code. */
  voucherCode?: string | null | undefined;
};

/** What a customer thinks of a product. */
export type PostReviewInput = {
  /** The name to show with it, up to 50 characters. */
  author?: string | null | undefined;
  /** The order with which it was bought. */
  orderId: string;
  /** The product. */
  productId: string;
  /** 1 to 5. */
  rating: number;
  /** What it says, up to 5,000 characters. */
  text?: string | null | undefined;
  /** Its headline, up to 100 characters. */
  title?: string | null | undefined;
};

/** One thing to choose, with its choices. */
export type ProductOptionInput = {
  /** E.g. `Size`. */
  name: string;
  /** E.g. `S`, `M`, `L`; 1 to 50. */
  values: Array<string>;
};

/** Whether a product is on sale. */
export type ProductStatus =
  /** On sale. */
  | 'ACTIVE'
  /** No longer on sale. */
  | 'ARCHIVED'
  /** Being prepared; its seller and staff see it. */
  | 'DRAFT';

/** What to price the cart for. */
export type QuoteInput = {
  /** An address of the account. Either this or `country`. */
  addressId?: string | null | undefined;
  /** Where to, ISO 3166-1 alpha-2. Either this or `addressId`. */
  country?: string | null | undefined;
  /** The state, province or county, with `country`. */
  region?: string | null | undefined;
  /** The way of sending; the zone's first when absent. */
  shippingMethod?: string | null | undefined;
  /** A voucher's code. */
  voucherCode?: string | null | undefined;
};

/** What arrived of a return. */
export type ReceiveReturnInput = {
  /** Which units; a variant that is not named did not come. */
  lines: Array<ReceivedUnitsInput>;
  /** What the customer may read about it, up to 500 characters. */
  note?: string | null | undefined;
  /** The order. */
  orderId: string;
  /** The return. */
  returnId: string;
};

/** Units that arrived. */
export type ReceivedUnitsInput = {
  /** How many came, no more than the return says. */
  received: number;
  /** How many of those can be sold again. */
  restocked: number;
  /** The variant's stock keeping unit. */
  sku: string;
};

/** Money received. */
export type RecordPaymentInput = {
  /** How much, in the order's currency; no more than is still to pay, or is owed for parcels that left. */
  amount: MoneyInput;
  /** How it was made. */
  method: PaymentMethod;
  /** The order. */
  orderId: string;
  /** The bank's or provider's reference. The same reference is recorded once. */
  reference: string;
};

/** What was paid back by hand. */
export type RecordRefundInput = {
  /** The refund, one of the order's `ledger`. */
  entryId: string;
  /** The order. */
  orderId: string;
  /** The bank's reference, up to 100 characters. */
  reference: string;
};

/** What to give back. */
export type RefundOrderInput = {
  /** How much, in the order's currency. */
  amount: MoneyInput;
  /** The order. */
  orderId: string;
  /** Why, as the customer may read it, up to 500 characters. */
  reason: string;
};

/** An address to remove. */
export type RemoveAddressInput = {
  /** The address's id. */
  id: string;
};

/** What to take out of the cart. */
export type RemoveFromCartInput = {
  /** The variant's stock keeping unit. */
  sku: string;
};

/** Which review to remove. */
export type RemoveReviewInput = {
  /** The product. */
  productId: string;
};

/** An answer to a review. */
export type ReplyToReviewInput = {
  /** Who wrote the review. */
  customerId: string;
  /** The product. */
  productId: string;
  /** The answer, 1 to 2,000 characters. */
  reply: string;
};

/** What to send back. */
export type RequestReturnInput = {
  /** Which units, each variant once. */
  lines: Array<ReturnUnitsInput>;
  /** A word to the shop, up to 500 characters. */
  note?: string | null | undefined;
  /** The order. */
  orderId: string;
};

/** Where a return stands. */
export type ReturnStatus =
  /** The goods may come. */
  | 'APPROVED'
  /** The goods came, the money is on its way back. */
  | 'RECEIVED'
  /** The money went back. */
  | 'REFUNDED'
  /** The shop does not take them back. */
  | 'REJECTED'
  /** The customer asked for it. */
  | 'REQUESTED'
  /** The customer keeps them. */
  | 'WITHDRAWN';

/** Units to send back. */
export type ReturnUnitsInput = {
  /** How many, 1 to 999. */
  quantity: number;
  /** Why, 1 to 200 characters. */
  reason: string;
  /** The variant's stock keeping unit. */
  sku: string;
};

/** Where the review of an order stands. */
export type RiskReviewStatus =
  /** The order may go on. */
  | 'APPROVED'
  /** The order was called off. */
  | 'DECLINED'
  /** Nobody has decided. */
  | 'OPEN'
  /** Nobody decided in time, and the order was called off. */
  | 'TIMED_OUT'
  /** The order was called off before anybody decided. */
  | 'WITHDRAWN';

/** An option and the choice made. */
export type SelectedOptionInput = {
  /** E.g. `Size`. */
  name: string;
  /** E.g. `M`. */
  value: string;
};

/** Which parcel leaves. */
export type ShipShipmentInput = {
  /** Who carries it, up to 100 characters. */
  carrier?: string | null | undefined;
  /** The order. */
  orderId: string;
  /** The parcel. */
  shipmentId: string;
  /** The carrier's number, up to 100 characters. */
  trackingNumber?: string | null | undefined;
};

/** Where a parcel is. */
export type ShipmentStatus =
  /** Unpacked again. */
  | 'CANCELLED'
  /** With the customer. */
  | 'DELIVERED'
  /** On its way. */
  | 'IN_TRANSIT'
  /** Nobody knows. */
  | 'LOST'
  /** On the last stretch. */
  | 'OUT_FOR_DELIVERY'
  /** In the warehouse. */
  | 'PACKED'
  /** With the carrier. */
  | 'SHIPPED';

/** A way of sending. */
export type ShippingMethodInput = {
  /** The sum of goods from which it costs nothing. */
  freeFrom?: MoneyInput | null | undefined;
  /** Its id, e.g. `standard`: lower-case letters, digits and hyphens, up to 60. */
  id: string;
  /** Working days it takes at most. */
  maxDays?: number | null | undefined;
  /** Working days it takes at least. */
  minDays?: number | null | undefined;
  /** Its name, 1 to 100 characters. */
  name: string;
  /** What it costs, in the shop's currency; with tax or without, as the zone's prices. */
  price: MoneyInput;
};

/** How a stock is to be spread. */
export type SpreadStockInput = {
  /** In how many parts, 1 to 8. The same number again evens the parts out. */
  parts: number;
  /** The variant's stock keeping unit. */
  sku: string;
};

/** How goods are taxed: each zone has a rate for each class. */
export type TaxClass =
  /** E.g. books and food. */
  | 'REDUCED'
  /** Goods without a class of their own. */
  | 'STANDARD'
  /** What some countries tax least. */
  | 'SUPER_REDUCED'
  /** Not taxed. */
  | 'ZERO';

/** Tax rates in basis points: 1900 is 19 %. */
export type TaxRatesInput = {
  /** E.g. books and food. */
  reduced: number;
  /** Goods without a class of their own. */
  standard: number;
  /** What some countries tax least. */
  superReduced: number;
};

/** Units of an order. */
export type UnitsInput = {
  /** How many, 1 to 999. */
  quantity: number;
  /** The variant's stock keeping unit. */
  sku: string;
};

/** An address to replace. */
export type UpdateAddressInput = {
  /** What it becomes. */
  address: AddressInput;
  /** The address's id. */
  id: string;
};

/** How many units the cart is to hold. */
export type UpdateCartLineInput = {
  /** Units, 1 to 999. */
  quantity: number;
  /** The variant's stock keeping unit; it must be in the cart. */
  sku: string;
};

/** What to change of a category; what is absent stays. */
export type UpdateCategoryInput = {
  /** What is found there, up to 1,000 characters. */
  description?: string | null | undefined;
  /** The category's id. */
  id: string;
  /** A picture: a key in the shop's media store, or an address. */
  image?: string | null | undefined;
  /** Its name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** Its place among the categories, 0 to 9,999. */
  position?: number | null | undefined;
  /** The version that the change is based on. */
  version: number;
};

/** What to change of a product; what is absent stays. */
export type UpdateProductInput = {
  /** The id of its category, which must exist. */
  categoryId?: string | null | undefined;
  /** Its description, up to 10,000 characters. */
  description?: string | null | undefined;
  /** The product's id. */
  id: string;
  /** Pictures and films, twenty at most. */
  media?: Array<MediaInput> | null | undefined;
  /** Whether it is on sale. */
  status?: ProductStatus | null | undefined;
  /** Words to find it by, 50 at most. */
  tags?: Array<string> | null | undefined;
  /** How it is taxed. */
  taxClass?: TaxClass | null | undefined;
  /** Its name, 1 to 200 characters. */
  title?: string | null | undefined;
  /** The maker's or brand's name. */
  vendor?: string | null | undefined;
  /** The version that the change is based on. */
  version: number;
};

/** What to change of an account; what is absent stays. */
export type UpdateProfileInput = {
  /** The customer's name, 1 to 100 characters. */
  name?: string | null | undefined;
  /** The customer's telephone number in international form, e.g. +4930123456. */
  phone?: string | null | undefined;
  /** Whether to send text messages about orders to that number: nobody gets any who did not ask. Asking takes a number. */
  textMessages?: boolean | null | undefined;
};

/** What to change of a variant; what is absent stays. */
export type UpdateVariantInput = {
  /** What it cost before. */
  compareAtPrice?: MoneyInput | null | undefined;
  /** What one unit costs, in the shop's currency. */
  price?: MoneyInput | null | undefined;
  /** At how many units that can be bought it is on the list of `lowStock`, 0 to 1,000,000. Null takes it off for good. */
  reorderPoint?: number | null | undefined;
  /** The variant's stock keeping unit. */
  sku: string;
  /** Its name beside its siblings. */
  title?: string | null | undefined;
  /** The version that the change is based on. */
  version: number;
};

/** What to change of a voucher; what is absent stays. */
export type UpdateVoucherInput = {
  /** Whether it can be used at all. */
  active?: boolean | null | undefined;
  /** Its code. */
  code: string;
  /** From when it counts no more. */
  endsAt?: string | null | undefined;
  /** Orders it can be used for in all. */
  maxUses?: number | null | undefined;
  /** What the goods must cost for it, before any discount. */
  minimum?: MoneyInput | null | undefined;
  /** From when it counts. */
  startsAt?: string | null | undefined;
  /** The version that the change is based on. */
  version: number;
};

/** A variant to create. */
export type VariantInput = {
  /** What it cost before. */
  compareAtPrice?: MoneyInput | null | undefined;
  /** What one unit costs, in the shop's currency. */
  price: MoneyInput;
  /** At how many units that can be bought it is on the list of `lowStock`, 0 to 1,000,000; never when absent. */
  reorderPoint?: number | null | undefined;
  /** The choice for every option of the product, in their order. */
  selectedOptions?: Array<SelectedOptionInput> | null | undefined;
  /** Its stock keeping unit: letters, digits and `. _ -`, up to 64. Never changed afterwards. */
  sku: string;
  /** Units to start with, 0 to 1,000,000. */
  stock?: number | null | undefined;
  /** Its name beside its siblings; from the options when absent. */
  title?: string | null | undefined;
  /** Weight of a unit in grams. */
  weightGrams?: number | null | undefined;
};

/** What a voucher takes off. */
export type VoucherKind =
  /** An amount off the goods. */
  | 'FIXED'
  /** What sending costs. */
  | 'FREE_SHIPPING'
  /** A part of the goods. */
  | 'PERCENTAGE';

/** Which return to call off. */
export type WithdrawReturnInput = {
  /** The order. */
  orderId: string;
  /** The return. */
  returnId: string;
};

/** Whose debt to give up. */
export type WriteOffClaimInput = {
  /** The order. */
  orderId: string;
  /** Why, as the customer may read it, up to 500 characters. */
  reason: string;
};

/** Where the shop sends to. */
export type ZoneInput = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Whether prices hold the tax already, or it comes on top. */
  pricesIncludeTax: boolean;
  /** A state, province or county; the whole country when absent. */
  region?: string | null | undefined;
  /** The ways of sending, 1 to 20. */
  shippingMethods: Array<ShippingMethodInput>;
  /** How sending is taxed. */
  shippingTaxClass?: TaxClass | null | undefined;
  /** What is taxed how. */
  taxRates: TaxRatesInput;
  /** The version that the change is based on; absent for a new zone. */
  version?: number | null | undefined;
};

export type AddressPartsFragment = { id: string, name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null };

export type CustomerPartsFragment = { id: string, email: string | null, name: string | null, phone: string | null, textMessages: boolean, createdAt: string | null };

export type GetMeQueryVariables = Exact<{
  addresses?: number | null | undefined;
  orders?: number | null | undefined;
  nextOrders?: string | null | undefined;
}>;


export type GetMeQuery = { me: { id: string, email: string | null, name: string | null, phone: string | null, textMessages: boolean, createdAt: string | null, addresses: { nextToken: string | null, items: Array<{ id: string, name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }> }, orders: { nextToken: string | null, items: Array<{ id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, total: { amount: number, currency: string } }> } } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { id: string, email: string | null, name: string | null, phone: string | null, textMessages: boolean, createdAt: string | null } };

export type AddAddressMutationVariables = Exact<{
  input: AddAddressInput;
}>;


export type AddAddressMutation = { addAddress: { id: string, name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } };

export type UpdateAddressMutationVariables = Exact<{
  input: UpdateAddressInput;
}>;


export type UpdateAddressMutation = { updateAddress: { id: string, name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } };

export type RemoveAddressMutationVariables = Exact<{
  input: RemoveAddressInput;
}>;


export type RemoveAddressMutation = { removeAddress: { id: string, name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } };

export type CartPartsFragment = { totalQuantity: number, version: number, updatedAt: string | null, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, available: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string } };

export type GetCartQueryVariables = Exact<{ [key: string]: never; }>;


export type GetCartQuery = { cart: { totalQuantity: number, version: number, updatedAt: string | null, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, available: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string } } };

export type AddToCartMutationVariables = Exact<{
  input: AddToCartInput;
}>;


export type AddToCartMutation = { addToCart: { totalQuantity: number, version: number, updatedAt: string | null, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, available: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string } } };

export type UpdateCartLineMutationVariables = Exact<{
  input: UpdateCartLineInput;
}>;


export type UpdateCartLineMutation = { updateCartLine: { totalQuantity: number, version: number, updatedAt: string | null, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, available: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string } } };

export type RemoveFromCartMutationVariables = Exact<{
  input: RemoveFromCartInput;
}>;


export type RemoveFromCartMutation = { removeFromCart: { totalQuantity: number, version: number, updatedAt: string | null, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, available: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string } } };

export type ClearCartMutationVariables = Exact<{ [key: string]: never; }>;


export type ClearCartMutation = { clearCart: { totalQuantity: number, version: number, updatedAt: string | null, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, available: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string } } };

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
  idempotencyKey: string;
}>;


export type PlaceOrderMutation = { placeOrder: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type MoneyPartsFragment = { amount: number, currency: string };

export type ProductSummaryFragment = { id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } };

export type VariantPartsFragment = { sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null };

export type ProductPartsFragment = { description: string, status: ProductStatus, sellerId: string | null, createdAt: string, updatedAt: string, version: number, id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, category: { id: string, name: string } | null, options: Array<{ name: string, values: Array<string> }>, variants: { nextToken: string | null, items: Array<{ sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null }> }, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } };

export type GetProductQueryVariables = Exact<{
  id: string;
}>;


export type GetProductQuery = { product: { description: string, status: ProductStatus, sellerId: string | null, createdAt: string, updatedAt: string, version: number, id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, category: { id: string, name: string } | null, options: Array<{ name: string, values: Array<string> }>, variants: { nextToken: string | null, items: Array<{ sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null }> }, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } } | null };

export type GetProductByHandleQueryVariables = Exact<{
  handle: string;
}>;


export type GetProductByHandleQuery = { productByHandle: { description: string, status: ProductStatus, sellerId: string | null, createdAt: string, updatedAt: string, version: number, id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, category: { id: string, name: string } | null, options: Array<{ name: string, values: Array<string> }>, variants: { nextToken: string | null, items: Array<{ sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null }> }, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } } | null };

export type ListProductsQueryVariables = Exact<{
  categoryId?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListProductsQuery = { products: { nextToken: string | null, items: Array<{ id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } }> } };

export type ListCategoriesQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListCategoriesQuery = { categories: { nextToken: string | null, items: Array<{ id: string, name: string, description: string | null, position: number, image: string | null, version: number }> } };

export type GetCategoryQueryVariables = Exact<{
  id: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type GetCategoryQuery = { category: { id: string, name: string, description: string | null, position: number, image: string | null, version: number, products: { nextToken: string | null, items: Array<{ id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } }> } } | null };

export type OnStockChangeSubscriptionVariables = Exact<{
  productId: string;
}>;


export type OnStockChangeSubscription = { onStockChange: { productId: string, sku: string, available: number, at: string } | null };

export type OrderSummaryFragment = { id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, total: { amount: number, currency: string } };

export type OrderEventPartsFragment = { sequence: number, type: OrderEventType, status: OrderStatus, at: string, actor: string, subjectId: string | null, note: string | null, amount: { amount: number, currency: string } | null };

export type PaymentPartsFragment = { id: string, method: PaymentMethod, status: PaymentStatus, declineCode: string | null, reference: string | null, createdAt: string, amount: { amount: number, currency: string }, captured: { amount: number, currency: string }, refunded: { amount: number, currency: string }, action: { type: string, url: string | null, clientSecret: string | null } | null };

export type ShipmentPartsFragment = { id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> };

export type ReturnPartsFragment = { id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } };

export type LedgerEntryPartsFragment = { id: string, paymentId: string, kind: LedgerKind, status: LedgerStatus, subjectId: string | null, reason: string | null, reference: string | null, failureCode: string | null, createdAt: string, updatedAt: string, amount: { amount: number, currency: string } };

export type OrderPartsFragment = { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } };

export type OrderChangePartsFragment = { orderId: string, customerId: string, sequence: number, type: OrderEventType, status: OrderStatus, at: string, order: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type GetOrderQueryVariables = Exact<{
  id: string;
}>;


export type GetOrderQuery = { order: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, payments: { nextToken: string | null, items: Array<{ id: string, method: PaymentMethod, status: PaymentStatus, declineCode: string | null, reference: string | null, createdAt: string, amount: { amount: number, currency: string }, captured: { amount: number, currency: string }, refunded: { amount: number, currency: string }, action: { type: string, url: string | null, clientSecret: string | null } | null }> }, ledger: Array<{ id: string, paymentId: string, kind: LedgerKind, status: LedgerStatus, subjectId: string | null, reason: string | null, reference: string | null, failureCode: string | null, createdAt: string, updatedAt: string, amount: { amount: number, currency: string } }>, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, events: { nextToken: string | null, items: Array<{ sequence: number, type: OrderEventType, status: OrderStatus, at: string, actor: string, subjectId: string | null, note: string | null, amount: { amount: number, currency: string } | null }> }, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } | null };

export type GetOrderEventsQueryVariables = Exact<{
  id: string;
  afterSequence?: number | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type GetOrderEventsQuery = { order: { id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, events: { nextToken: string | null, items: Array<{ sequence: number, type: OrderEventType, status: OrderStatus, at: string, actor: string, subjectId: string | null, note: string | null, amount: { amount: number, currency: string } | null }> }, total: { amount: number, currency: string } } | null };

export type ShippingMethodPartsFragment = { id: string, name: string, minDays: number | null, maxDays: number | null, price: { amount: number, currency: string }, freeFrom: { amount: number, currency: string } | null };

export type GetQuoteQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type GetQuoteQuery = { quote: { pricesIncludeTax: boolean, shippingMethod: string, lines: Array<{ sku: string, quantity: number, taxRate: number, unitPrice: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string }, shippingMethods: Array<{ id: string, name: string, minDays: number | null, maxDays: number | null, price: { amount: number, currency: string }, freeFrom: { amount: number, currency: string } | null }> } };

export type ZonePartsFragment = { country: string, region: string | null, pricesIncludeTax: boolean, shippingTaxClass: TaxClass, version: number, taxRates: { standard: number, reduced: number, superReduced: number }, shippingMethods: Array<{ id: string, name: string, minDays: number | null, maxDays: number | null, price: { amount: number, currency: string }, freeFrom: { amount: number, currency: string } | null }> };

export type ListZonesQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListZonesQuery = { zones: { nextToken: string | null, items: Array<{ country: string, region: string | null, pricesIncludeTax: boolean, shippingTaxClass: TaxClass, version: number, taxRates: { standard: number, reduced: number, superReduced: number }, shippingMethods: Array<{ id: string, name: string, minDays: number | null, maxDays: number | null, price: { amount: number, currency: string }, freeFrom: { amount: number, currency: string } | null }> }> } };

export type ListMyOrdersQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListMyOrdersQuery = { me: { id: string, orders: { nextToken: string | null, items: Array<{ id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, total: { amount: number, currency: string } }> } } };

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
  idempotencyKey: string;
}>;


export type CancelOrderMutation = { cancelOrder: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type PayOrderMutationVariables = Exact<{
  input: PayOrderInput;
  idempotencyKey: string;
}>;


export type PayOrderMutation = { payOrder: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type ConfirmPaymentMutationVariables = Exact<{
  input: ConfirmPaymentInput;
}>;


export type ConfirmPaymentMutation = { confirmPayment: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, payments: { nextToken: string | null, items: Array<{ id: string, method: PaymentMethod, status: PaymentStatus, declineCode: string | null, reference: string | null, createdAt: string, amount: { amount: number, currency: string }, captured: { amount: number, currency: string }, refunded: { amount: number, currency: string }, action: { type: string, url: string | null, clientSecret: string | null } | null }> }, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type RequestReturnMutationVariables = Exact<{
  input: RequestReturnInput;
  idempotencyKey: string;
}>;


export type RequestReturnMutation = { requestReturn: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type WithdrawReturnMutationVariables = Exact<{
  input: WithdrawReturnInput;
  idempotencyKey: string;
}>;


export type WithdrawReturnMutation = { withdrawReturn: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type OnMyOrderChangeSubscriptionVariables = Exact<{
  orderId?: string | null | undefined;
}>;


export type OnMyOrderChangeSubscription = { onMyOrderChange: { orderId: string, customerId: string, sequence: number, type: OrderEventType, status: OrderStatus, at: string, order: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } } | null };

export type PackSaleMutationVariables = Exact<{
  input: PackShipmentInput;
  idempotencyKey: string;
}>;


export type PackSaleMutation = { packSale: { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null } };

export type ShipSaleMutationVariables = Exact<{
  input: ShipShipmentInput;
  idempotencyKey: string;
}>;


export type ShipSaleMutation = { shipSale: { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null } };

export type MoveSaleMutationVariables = Exact<{
  input: MoveShipmentInput;
  idempotencyKey: string;
}>;


export type MoveSaleMutation = { moveSale: { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null } };

export type ListMyReturnsQueryVariables = Exact<{
  status: ReturnStatus;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListMyReturnsQuery = { myReturns: { nextToken: string | null, items: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }> } };

export type DecideSaleReturnMutationVariables = Exact<{
  input: DecideReturnInput;
  idempotencyKey: string;
}>;


export type DecideSaleReturnMutation = { decideSaleReturn: { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, returns: Array<{ id: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }> }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null } };

export type ReceiveSaleReturnMutationVariables = Exact<{
  input: ReceiveReturnInput;
  idempotencyKey: string;
}>;


export type ReceiveSaleReturnMutation = { receiveSaleReturn: { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, returns: Array<{ id: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }> }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null } };

export type ReviewPartsFragment = { productId: string, customerId: string, author: string | null, rating: number, title: string | null, text: string | null, published: boolean, reply: string | null, repliedAt: string | null, createdAt: string, updatedAt: string };

export type GetProductReviewsQueryVariables = Exact<{
  id: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type GetProductReviewsQuery = { product: { id: string, rating: { count: number, average: number | null }, reviews: { nextToken: string | null, items: Array<{ productId: string, customerId: string, author: string | null, rating: number, title: string | null, text: string | null, published: boolean, reply: string | null, repliedAt: string | null, createdAt: string, updatedAt: string }> } } | null };

export type ListHiddenReviewsQueryVariables = Exact<{
  productId: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListHiddenReviewsQuery = { hiddenReviews: { nextToken: string | null, items: Array<{ productId: string, customerId: string, author: string | null, rating: number, title: string | null, text: string | null, published: boolean, reply: string | null, repliedAt: string | null, createdAt: string, updatedAt: string }> } };

export type PostReviewMutationVariables = Exact<{
  input: PostReviewInput;
  idempotencyKey: string;
}>;


export type PostReviewMutation = { postReview: { productId: string, customerId: string, author: string | null, rating: number, title: string | null, text: string | null, published: boolean, reply: string | null, repliedAt: string | null, createdAt: string, updatedAt: string } };

export type RemoveReviewMutationVariables = Exact<{
  input: RemoveReviewInput;
  idempotencyKey: string;
}>;


export type RemoveReviewMutation = { removeReview: { productId: string, customerId: string, author: string | null, rating: number, title: string | null, text: string | null, published: boolean, reply: string | null, repliedAt: string | null, createdAt: string, updatedAt: string } };

export type ModerateReviewMutationVariables = Exact<{
  input: ModerateReviewInput;
  idempotencyKey: string;
}>;


export type ModerateReviewMutation = { moderateReview: { productId: string, customerId: string, author: string | null, rating: number, title: string | null, text: string | null, published: boolean, reply: string | null, repliedAt: string | null, createdAt: string, updatedAt: string } };

export type ReplyToReviewMutationVariables = Exact<{
  input: ReplyToReviewInput;
}>;


export type ReplyToReviewMutation = { replyToReview: { productId: string, customerId: string, author: string | null, rating: number, title: string | null, text: string | null, published: boolean, reply: string | null, repliedAt: string | null, createdAt: string, updatedAt: string } };

export type SalePartsFragment = { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null };

export type WholeSalePartsFragment = { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, events: Array<{ sequence: number, type: OrderEventType, status: OrderStatus, at: string, actor: string, subjectId: string | null }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null };

export type ListMyProductsQueryVariables = Exact<{
  status?: ProductStatus | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListMyProductsQuery = { myProducts: { nextToken: string | null, items: Array<{ status: ProductStatus, version: number, id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } }> } };

export type ListMySalesQueryVariables = Exact<{
  statuses?: Array<OrderStatus> | OrderStatus | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  oldestFirst?: boolean | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListMySalesQuery = { mySales: { nextToken: string | null, items: Array<{ orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null }> } };

export type GetSaleQueryVariables = Exact<{
  orderId: string;
}>;


export type GetSaleQuery = { sale: { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, events: Array<{ sequence: number, type: OrderEventType, status: OrderStatus, at: string, actor: string, subjectId: string | null }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null } | null };

export type ListLowStockQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListLowStockQuery = { lowStock: { nextToken: string | null, items: Array<{ productTitle: string, reorderPoint: number, since: string, variant: { sku: string, productId: string, title: string, available: number, reserved: number | null, version: number } }> } };

export type OnSaleSubscriptionVariables = Exact<{
  orderId?: string | null | undefined;
}>;


export type OnSaleSubscription = { onSale: { sellerId: string, orderId: string, sequence: number, sale: { orderId: string, status: OrderStatus, country: string, shippingMethod: string, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, events: Array<{ sequence: number, type: OrderEventType, status: OrderStatus, at: string, actor: string, subjectId: string | null }>, lines: Array<{ sku: string, productTitle: string, variantTitle: string, quantity: number, shipped: number, returning: number, returned: number, refunded: number, total: { amount: number, currency: string } }>, total: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null } | null } } | null };

export type CategoryPartsFragment = { id: string, name: string, description: string | null, position: number, image: string | null, version: number };

export type ListOrdersQueryVariables = Exact<{
  status: OrderStatus;
  placedOn?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListOrdersQuery = { orders: { nextToken: string | null, items: Array<{ customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } }> } };

export type ListProductsByStatusQueryVariables = Exact<{
  status: ProductStatus;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListProductsByStatusQuery = { productsByStatus: { nextToken: string | null, items: Array<{ status: ProductStatus, sellerId: string | null, version: number, id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } }> } };

export type GetProductStockQueryVariables = Exact<{
  id: string;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type GetProductStockQuery = { product: { id: string, title: string, status: ProductStatus, version: number, variants: { nextToken: string | null, items: Array<{ sku: string, title: string, available: number, reserved: number | null, sold: number | null, parts: number | null, reorderPoint: number | null, version: number }> } } | null };

export type CreateCategoryMutationVariables = Exact<{
  input: CreateCategoryInput;
}>;


export type CreateCategoryMutation = { createCategory: { id: string, name: string, description: string | null, position: number, image: string | null, version: number } };

export type UpdateCategoryMutationVariables = Exact<{
  input: UpdateCategoryInput;
}>;


export type UpdateCategoryMutation = { updateCategory: { id: string, name: string, description: string | null, position: number, image: string | null, version: number } };

export type CreateProductMutationVariables = Exact<{
  input: CreateProductInput;
  idempotencyKey: string;
}>;


export type CreateProductMutation = { createProduct: { description: string, status: ProductStatus, sellerId: string | null, createdAt: string, updatedAt: string, version: number, id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, category: { id: string, name: string } | null, options: Array<{ name: string, values: Array<string> }>, variants: { nextToken: string | null, items: Array<{ sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null }> }, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } } };

export type UpdateProductMutationVariables = Exact<{
  input: UpdateProductInput;
}>;


export type UpdateProductMutation = { updateProduct: { description: string, status: ProductStatus, sellerId: string | null, createdAt: string, updatedAt: string, version: number, id: string, handle: string, title: string, vendor: string | null, categoryId: string, tags: Array<string>, category: { id: string, name: string } | null, options: Array<{ name: string, values: Array<string> }>, variants: { nextToken: string | null, items: Array<{ sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null }> }, media: Array<{ source: string, type: MediaType, alt: string | null }>, priceRange: { min: { amount: number, currency: string }, max: { amount: number, currency: string } } } };

export type AddVariantMutationVariables = Exact<{
  input: AddVariantInput;
  idempotencyKey: string;
}>;


export type AddVariantMutation = { addVariant: { sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null } };

export type UpdateVariantMutationVariables = Exact<{
  input: UpdateVariantInput;
}>;


export type UpdateVariantMutation = { updateVariant: { sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null } };

export type AdjustStockMutationVariables = Exact<{
  input: AdjustStockInput;
  idempotencyKey: string;
}>;


export type AdjustStockMutation = { adjustStock: { reserved: number | null, sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null } };

export type SpreadStockMutationVariables = Exact<{
  input: SpreadStockInput;
  idempotencyKey: string;
}>;


export type SpreadStockMutation = { spreadStock: { reserved: number | null, parts: number | null, sku: string, productId: string, title: string, available: number, weightGrams: number | null, updatedAt: string, version: number, selectedOptions: Array<{ name: string, value: string }>, price: { amount: number, currency: string }, compareAtPrice: { amount: number, currency: string } | null } };

export type ImportProductsMutationVariables = Exact<{
  input: ImportProductsInput;
}>;


export type ImportProductsMutation = { importProducts: { created: number, updated: number, unchanged: number, refused: Array<{ index: number, handle: string | null, errorType: string, message: string }> } };

export type RecordPaymentMutationVariables = Exact<{
  input: RecordPaymentInput;
  idempotencyKey: string;
}>;


export type RecordPaymentMutation = { recordPayment: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type RefundOrderMutationVariables = Exact<{
  input: RefundOrderInput;
  idempotencyKey: string;
}>;


export type RefundOrderMutation = { refundOrder: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type RecordRefundMutationVariables = Exact<{
  input: RecordRefundInput;
  idempotencyKey: string;
}>;


export type RecordRefundMutation = { recordRefund: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type WriteOffClaimMutationVariables = Exact<{
  input: WriteOffClaimInput;
  idempotencyKey: string;
}>;


export type WriteOffClaimMutation = { writeOffClaim: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type PutZoneMutationVariables = Exact<{
  input: ZoneInput;
}>;


export type PutZoneMutation = { putZone: { country: string, region: string | null, pricesIncludeTax: boolean, shippingTaxClass: TaxClass, version: number, taxRates: { standard: number, reduced: number, superReduced: number }, shippingMethods: Array<{ id: string, name: string, minDays: number | null, maxDays: number | null, price: { amount: number, currency: string }, freeFrom: { amount: number, currency: string } | null }> } };

export type PackShipmentMutationVariables = Exact<{
  input: PackShipmentInput;
  idempotencyKey: string;
}>;


export type PackShipmentMutation = { packShipment: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type ShipShipmentMutationVariables = Exact<{
  input: ShipShipmentInput;
  idempotencyKey: string;
}>;


export type ShipShipmentMutation = { shipShipment: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type MoveShipmentMutationVariables = Exact<{
  input: MoveShipmentInput;
  idempotencyKey: string;
}>;


export type MoveShipmentMutation = { moveShipment: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, shipments: Array<{ id: string, status: ShipmentStatus, nextStatuses: Array<ShipmentStatus>, carrier: string | null, trackingNumber: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number }> }>, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type DecideReturnMutationVariables = Exact<{
  input: DecideReturnInput;
  idempotencyKey: string;
}>;


export type DecideReturnMutation = { decideReturn: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type ReceiveReturnMutationVariables = Exact<{
  input: ReceiveReturnInput;
  idempotencyKey: string;
}>;


export type ReceiveReturnMutation = { receiveReturn: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, returns: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }>, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type ListFailedMovementsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListFailedMovementsQuery = { failedMovements: { nextToken: string | null, items: Array<{ orderId: string, entryId: string, kind: LedgerKind, failureCode: string | null, since: string, amount: { amount: number, currency: string } }> } };

export type ListRiskReviewsQueryVariables = Exact<{
  status?: RiskReviewStatus | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListRiskReviewsQuery = { riskReviews: { nextToken: string | null, items: Array<{ orderId: string, status: RiskReviewStatus, reasons: Array<string>, openedAt: string, decideBy: string, decidedAt: string | null, note: string | null, order: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } }> } };

export type DecideRiskReviewMutationVariables = Exact<{
  input: DecideRiskReviewInput;
  idempotencyKey: string;
}>;


export type DecideRiskReviewMutation = { decideRiskReview: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } };

export type ListReturnsQueryVariables = Exact<{
  status: ReturnStatus;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListReturnsQuery = { returns: { nextToken: string | null, items: Array<{ id: string, orderId: string, status: ReturnStatus, nextStatuses: Array<ReturnStatus>, note: string | null, createdAt: string, updatedAt: string, lines: Array<{ sku: string, quantity: number, reason: string, received: number, restocked: number }>, refund: { amount: number, currency: string } }> } };

export type OnOrderPlacedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnOrderPlacedSubscription = { onOrderPlaced: { orderId: string, customerId: string, sequence: number, type: OrderEventType, status: OrderStatus, at: string, order: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } } | null };

export type OnOrderChangeSubscriptionVariables = Exact<{
  orderId?: string | null | undefined;
}>;


export type OnOrderChangeSubscription = { onOrderChange: { orderId: string, customerId: string, sequence: number, type: OrderEventType, status: OrderStatus, at: string, order: { customerId: string, nextStatuses: Array<OrderStatus>, pricesIncludeTax: boolean, voucherCode: string | null, shippingMethod: string, reservedUntil: string, note: string | null, id: string, status: OrderStatus, placedAt: string, updatedAt: string, sequence: number, lines: Array<{ sku: string, productId: string, productTitle: string, variantTitle: string, quantity: number, taxRate: number, sellerId: string | null, shipped: number, returning: number, returned: number, refunded: number, unitPrice: { amount: number, currency: string }, lineTotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, tax: { amount: number, currency: string }, total: { amount: number, currency: string } }>, subtotal: { amount: number, currency: string }, discount: { amount: number, currency: string }, shipping: { amount: number, currency: string }, shippingDiscount: { amount: number, currency: string }, tax: { amount: number, currency: string }, authorized: { amount: number, currency: string }, paid: { amount: number, currency: string }, refunded: { amount: number, currency: string }, owed: { amount: number, currency: string }, shippingAddress: { name: string, line1: string, line2: string | null, city: string, region: string | null, postalCode: string, country: string, phone: string | null }, total: { amount: number, currency: string } } } | null };

export type VoucherPartsFragment = { code: string, kind: VoucherKind, rate: number | null, categoryIds: Array<string>, startsAt: string | null, endsAt: string | null, maxUses: number | null, uses: number, oncePerCustomer: boolean, active: boolean, createdAt: string, version: number, amount: { amount: number, currency: string } | null, minimum: { amount: number, currency: string } | null };

export type ListVouchersQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ListVouchersQuery = { vouchers: { nextToken: string | null, items: Array<{ code: string, kind: VoucherKind, rate: number | null, categoryIds: Array<string>, startsAt: string | null, endsAt: string | null, maxUses: number | null, uses: number, oncePerCustomer: boolean, active: boolean, createdAt: string, version: number, amount: { amount: number, currency: string } | null, minimum: { amount: number, currency: string } | null }> } };

export type CreateVoucherMutationVariables = Exact<{
  input: CreateVoucherInput;
}>;


export type CreateVoucherMutation = { createVoucher: { code: string, kind: VoucherKind, rate: number | null, categoryIds: Array<string>, startsAt: string | null, endsAt: string | null, maxUses: number | null, uses: number, oncePerCustomer: boolean, active: boolean, createdAt: string, version: number, amount: { amount: number, currency: string } | null, minimum: { amount: number, currency: string } | null } };

export type UpdateVoucherMutationVariables = Exact<{
  input: UpdateVoucherInput;
}>;


export type UpdateVoucherMutation = { updateVoucher: { code: string, kind: VoucherKind, rate: number | null, categoryIds: Array<string>, startsAt: string | null, endsAt: string | null, maxUses: number | null, uses: number, oncePerCustomer: boolean, active: boolean, createdAt: string, version: number, amount: { amount: number, currency: string } | null, minimum: { amount: number, currency: string } | null } };
