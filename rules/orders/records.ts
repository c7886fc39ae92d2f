/**
 * What the table knows of an order, as the rules see it: plain data, the same for resolvers and functions. The
 * entities store exactly these; amounts are minor units of the order's currency, times are ISO 8601 in UTC with three
 * decimals.
 */
import type { LedgerState } from '../states/ledger.ts';
import type { OrderState } from '../states/order.ts';
import type { PaymentState } from '../states/payment.ts';
import type { ReturnState } from '../states/return.ts';
import type { RiskState } from '../states/risk.ts';
import type { ShipmentState } from '../states/shipment.ts';
import type { OrderEventType } from './events.ts';
import type { TaxClass } from '../tax.ts';

/** Units taken from one part of a variant's stock that is spread; part 0 is the variant itself. */
export interface ShardUnits {
  shard: number;
  quantity: number;
}

/** A line with its own ledger: what became of its units and of its money. */
export interface LineRecord {
  sku: string;
  productId: string;
  productTitle: string;
  variantTitle: string;
  /** Whose goods these are; `shop` for the shop's own. */
  sellerId: string;
  quantity: number;
  unitPrice: number;
  taxClass: TaxClass;
  /** Basis points: 1900 is 19 %. */
  taxRate: number;
  /** What a voucher took off the whole line. */
  discount: number;
  /** The tax in the line's total. */
  tax: number;
  /** What the customer pays for the whole line, discount and tax in it. */
  total: number;
  /** Units in parcels that have not left. */
  packed: number;
  /** Units that left. */
  shipped: number;
  /** Units of returns that are under way. */
  returning: number;
  /** Units that came back. */
  returned: number;
  /** Units whose money went back, or is on its way back. */
  refunded: number;
  /** Where its units were taken from, when the variant's stock is spread. */
  shards?: ShardUnits[];
}

export interface PostalAddress {
  name: string;
  line1: string;
  line2?: string;
  city: string;
  region?: string;
  postalCode: string;
  country: string;
  phone?: string;
}

export interface OrderRecord {
  orderId: string;
  customerId: string;
  status: OrderState;
  lines: LineRecord[];
  currency: string;
  pricesIncludeTax: boolean;
  subtotal: number;
  discount: number;
  shipping: number;
  shippingDiscount: number;
  shippingTax: number;
  tax: number;
  total: number;
  /** Set aside at the provider and neither taken nor freed. */
  authorized: number;
  /** Received. */
  captured: number;
  /** Given back, or on its way back. */
  refunded: number;
  /** What its customer owes for parcels that left and could not be taken; absent: nothing ever. */
  owed?: number;
  /** What was owed and the shop has given up. */
  writtenOff?: number;
  voucherCode?: string;
  /** Whether each customer may use that voucher once, so that a mark of this use stands beside it. */
  voucherOnce?: boolean;
  shippingMethod: string;
  shippingAddress: PostalAddress;
  note?: string;
  email?: string;
  placedAt: string;
  /** The day of `placedAt`, YYYY-MM-DD. */
  placedOn: string;
  /** Where among a day's orders it stands in the index of states: `0` to `7`. */
  bucket: string;
  /** Until when an unpaid order holds its stock. */
  reservedUntil: string;
  updatedAt: string;
  /** The number of its last event. Each change asks for it as it was read: of two at once, one is refused. */
  sequence: number;
}

/** What stands for the stock that an unpaid order holds; gone once the order is paid, called off or expired. */
export interface ReservationRecord {
  orderId: string;
  /** Spreads reservations over the index in which the overdue ones are found. */
  bucket: string;
  until: string;
  /** Whether it was extended already, which happens once. */
  extended: boolean;
}

/**
 * That an order has goods of a seller, and where it stands: what lists of a seller's sales are made of. Written with every
 * change of the order that concerns the seller, so that its changes in the table's stream are the seller's news.
 */
export interface SaleRecord {
  sellerId: string;
  orderId: string;
  placedAt: string;
  status: OrderState;
  /** The order's sequence number when it was written. */
  sequence: number;
}

export type PaymentMethod = 'CARD' | 'BANK_TRANSFER' | 'CASH' | 'GIFT_CARD';

export interface PaymentRecord {
  orderId: string;
  paymentId: string;
  method: PaymentMethod;
  status: PaymentState;
  /** What it is to pay. */
  amount: number;
  currency: string;
  /** Set aside and neither taken nor freed; requests under way are off already. */
  capturable: number;
  captured: number;
  /** Taken and not given back; requests under way are off already. */
  refundable: number;
  refunded: number;
  /** Who moves the money: `test`, `stripe`; `manual` for money that staff records. */
  provider: string;
  /** The provider's own id of the payment, or the bank's reference. */
  reference?: string;
  /** What the customer's client hands to the provider: a card's token, never its number. */
  token?: string;
  /** What the customer must do, in the provider's terms. */
  action?: { type: string; url?: string; clientSecret?: string };
  /** Why it was declined. */
  declineCode?: string;
  /** Whether the provider takes money of it once only: then all of it goes with the first parcel. */
  singleCapture?: boolean;
  /** What of it came in place of money that is set aside and could not be taken. */
  inPlace?: number;
  createdAt: string;
  updatedAt: string;
}

export type LedgerKind = 'AUTHORIZE' | 'CAPTURE' | 'REFUND' | 'VOID';

/** One movement of money: asked for first, then carried out by the provider under the entry's id as its key. */
export interface LedgerRecord {
  orderId: string;
  entryId: string;
  paymentId: string;
  kind: LedgerKind;
  status: LedgerState;
  amount: number;
  currency: string;
  /** What it is for: a shipment's or a return's id. */
  subjectId?: string;
  reason?: string;
  /** The provider's own id of the movement. */
  reference?: string;
  failureCode?: string;
  /** Which try it is at what failed before; absent for the first. */
  tries?: number;
  /** Whether somebody of the shop paid it past the provider. */
  byHand?: boolean;
  createdAt: string;
  updatedAt: string;
}

/** A movement of money that failed and must not stay so; gone once the money has moved, or is not owed any more. */
export interface SetbackRecord {
  orderId: string;
  /** The entry that failed. */
  entryId: string;
  /** How often the provider was asked: up to `maxTries` it is asked again, then somebody must see to it. */
  tries: number;
  kind: LedgerKind;
  /** Of a capture: what of it is still owed. */
  amount: number;
  currency: string;
  failureCode?: string;
  /** When it failed. */
  since: string;
}

export interface UnitsRecord {
  sku: string;
  quantity: number;
}

export interface ShipmentRecord {
  orderId: string;
  shipmentId: string;
  status: ShipmentState;
  lines: UnitsRecord[];
  carrier?: string;
  trackingNumber?: string;
  /** What is taken from the payment when it leaves. */
  amount: number;
  createdAt: string;
  updatedAt: string;
}

export interface ReturnLineRecord {
  sku: string;
  quantity: number;
  reason: string;
  /** Of the units received: how many went back on the shelf. The others were written off. */
  restocked: number;
  received: number;
}

export interface ReturnRecord {
  orderId: string;
  returnId: string;
  customerId: string;
  /** Who sees to it: the seller whose goods all of it are; `shop` for the shop's own, and for goods of several. */
  sellerId: string;
  status: ReturnState;
  lines: ReturnLineRecord[];
  /** What goes back to the customer. */
  amount: number;
  /** What its goods are worth beyond that, set off against what the customer owed. */
  setOff?: number;
  note?: string;
  createdAt: string;
  updatedAt: string;
}

export interface RiskRecord {
  orderId: string;
  status: RiskState;
  reasons: string[];
  openedAt: string;
  /** When the order is called off without a decision. */
  decideBy: string;
  decidedAt?: string;
  decidedBy?: string;
  note?: string;
}

export interface OrderEventRecord {
  orderId: string;
  customerId: string;
  sequence: number;
  type: OrderEventType;
  status: OrderState;
  at: string;
  /** A role's name: `customer`, `seller`, `staff`, `admin`, `system`, `provider`, `carrier`. */
  actor: string;
  /** Who exactly: the subject of a sign-in, or a function's name. */
  actorId?: string;
  /** Why, as the customer may read it. */
  note?: string;
  /** What it is about: a payment's, shipment's or return's id. */
  subjectId?: string;
  amount?: number;
}
