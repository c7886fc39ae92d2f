export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date: `YYYY-MM-DD`, with an optional offset. */
  AWSDate: { input: string; output: string; }
  /** A moment: `YYYY-MM-DDThh:mm:ss.sssZ`; the offset is mandatory. */
  AWSDateTime: { input: string; output: string; }
  /** An e-mail address, as in RFC 822. */
  AWSEmail: { input: string; output: string; }
  /** An IPv4 or IPv6 address, with an optional CIDR length. */
  AWSIPAddress: { input: string; output: string; }
  /** A JSON text in a string. */
  AWSJSON: { input: string; output: string; }
  /** A telephone number; without a country code it is North American. */
  AWSPhone: { input: string; output: string; }
  /** A time of day: `hh:mm:ss.sss`, with an optional offset. */
  AWSTime: { input: string; output: string; }
  /** Seconds since 1970-01-01T00:00Z. */
  AWSTimestamp: { input: number; output: number; }
  /** An address as in RFC 1738. */
  AWSURL: { input: string; output: string; }
};

/** An address to add. */
export type AddAddressInput = {
  /** The address. */
  address: AddressInput;
};

/** What to put into the cart. */
export type AddToCartInput = {
  /** Units to add, 1 to 999. */
  quantity: Scalars['Int']['input'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
};

/** A variant to add to a product. */
export type AddVariantInput = {
  /** The product. */
  productId: Scalars['ID']['input'];
  /** The variant. */
  variant: VariantInput;
};

/** A postal address of an account. */
export type Address = {
  /** Town or city. */
  city: Scalars['String']['output'];
  /** ISO 3166-1 alpha-2, e.g. `DE`. */
  country: Scalars['String']['output'];
  /** The address's id within the account. */
  id: Scalars['ID']['output'];
  /** Street and number. */
  line1: Scalars['String']['output'];
  /** Flat, floor, company. */
  line2?: Maybe<Scalars['String']['output']>;
  /** Who lives there. */
  name: Scalars['String']['output'];
  /** A number for the carrier. */
  phone?: Maybe<Scalars['AWSPhone']['output']>;
  /** Postal code. */
  postalCode: Scalars['String']['output'];
  /** State, province or county. */
  region?: Maybe<Scalars['String']['output']>;
};

/** A postal address. */
export type AddressInput = {
  /** Town or city, 1 to 100 characters. */
  city: Scalars['String']['input'];
  /** ISO 3166-1 alpha-2, e.g. `DE`. */
  country: Scalars['String']['input'];
  /** Street and number, 1 to 200 characters. */
  line1: Scalars['String']['input'];
  /** Flat, floor, company, up to 200 characters. */
  line2?: InputMaybe<Scalars['String']['input']>;
  /** Who lives there, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** A number for the carrier. */
  phone?: InputMaybe<Scalars['AWSPhone']['input']>;
  /** Postal code, 1 to 20 characters. */
  postalCode: Scalars['String']['input'];
  /** State, province or county, up to 100 characters. */
  region?: InputMaybe<Scalars['String']['input']>;
};

/** A page of addresses. */
export type AddressPage = {
  /** The addresses of this page. */
  items: Array<Address>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** A change of stock. */
export type AdjustStockInput = {
  /** Units to add, or to take when negative; not 0. Stock never falls below 0. */
  delta: Scalars['Int']['input'];
  /** Why, e.g. `delivery`, `breakage`; up to 200 characters. */
  reason: Scalars['String']['input'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
};

/** Which order to call off. */
export type CancelOrderInput = {
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** Why, up to 500 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** What a customer is about to buy. */
export type Cart = {
  /** The lines, in the order they were added; 49 at most. */
  lines: Array<CartLine>;
  /** What the lines add up to, at the present prices. */
  subtotal: Money;
  /** Units in all. */
  totalQuantity: Scalars['Int']['output'];
  /** When it was last changed. */
  updatedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Counts the changes. */
  version: Scalars['Int']['output'];
};

/** One variant in a cart. */
export type CartLine = {
  /** Units that can be bought now; fewer than `quantity` cannot be checked out. */
  available: Scalars['Int']['output'];
  /** Unit price times quantity. */
  lineTotal: Money;
  /** The variant's product. */
  productId: Scalars['ID']['output'];
  /** The product's name. */
  productTitle: Scalars['String']['output'];
  /** Units wanted. */
  quantity: Scalars['Int']['output'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['output'];
  /** What one unit costs now. */
  unitPrice: Money;
  /** The variant's name. */
  variantTitle: Scalars['String']['output'];
};

/** A shelf of the shop. */
export type Category = {
  /** What is found there. */
  description?: Maybe<Scalars['String']['output']>;
  /** The category's id, as in addresses: `kitchen`. */
  id: Scalars['ID']['output'];
  /** A picture: a key in the shop's media store, or an address. */
  image?: Maybe<Scalars['String']['output']>;
  /** Its name. */
  name: Scalars['String']['output'];
  /** Its place among the categories, from 0. */
  position: Scalars['Int']['output'];
  /** Its published products, newest first. */
  products: ProductPage;
  /** Counts the changes. */
  version: Scalars['Int']['output'];
};


/** A shelf of the shop. */
export type CategoryProductsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};

/** A page of categories. */
export type CategoryPage = {
  /** The categories of this page. */
  items: Array<Category>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Which payment to ask after. */
export type ConfirmPaymentInput = {
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The payment, one of the order's `payments`. */
  paymentId: Scalars['ID']['input'];
};

/** A category to create. */
export type CreateCategoryInput = {
  /** What is found there, up to 1,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Its id, as in addresses: lower-case letters, digits and hyphens, up to 60. */
  id: Scalars['ID']['input'];
  /** A picture: a key in the shop's media store, or an address. */
  image?: InputMaybe<Scalars['String']['input']>;
  /** Its name, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** Its place among the categories, 0 to 9,999. */
  position?: InputMaybe<Scalars['Int']['input']>;
};

/** A product to create. */
export type CreateProductInput = {
  /** The id of its category, which must exist. */
  categoryId: Scalars['ID']['input'];
  /** Its description, up to 10,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** What its page's address calls it: lower-case letters, digits and hyphens, up to 100. */
  handle: Scalars['String']['input'];
  /** Pictures and films, twenty at most. */
  media?: InputMaybe<Array<MediaInput>>;
  /** What can be chosen, three at most. */
  options?: InputMaybe<Array<ProductOptionInput>>;
  /** Whether it is on sale at once. */
  status?: InputMaybe<ProductStatus>;
  /** Words to find it by, 50 at most. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How it is taxed. */
  taxClass?: InputMaybe<TaxClass>;
  /** Its name, 1 to 200 characters. */
  title: Scalars['String']['input'];
  /** Its variants, 1 to 30. */
  variants: Array<VariantInput>;
  /** The maker's or brand's name. */
  vendor?: InputMaybe<Scalars['String']['input']>;
};

/** A voucher to create. */
export type CreateVoucherInput = {
  /** Whether it can be used at once. */
  active?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of a `FIXED` one: how much, in the shop's currency. */
  amount?: InputMaybe<MoneyInput>;
  /** Only for goods of these categories, 20 at most. */
  categoryIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** What the customer types: 2 to 40 letters, digits and hyphens; kept in capitals. */
  code: Scalars['ID']['input'];
  /** From when it counts no more. */
  endsAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** What it takes off. */
  kind: VoucherKind;
  /** Orders it can be used for in all. */
  maxUses?: InputMaybe<Scalars['Int']['input']>;
  /** What the goods must cost for it, before any discount. */
  minimum?: InputMaybe<MoneyInput>;
  /** Whether each customer can use it once. */
  oncePerCustomer?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of a `PERCENTAGE`: basis points, 1 to 10,000. */
  rate?: InputMaybe<Scalars['Int']['input']>;
  /** From when it counts. */
  startsAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
};

/** A customer's account. */
export type Customer = {
  /** The addresses, 20 at most. */
  addresses: AddressPage;
  /** The cart, priced as of now. */
  cart: Cart;
  /** When the account was first used. */
  createdAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Where the shop writes to. */
  email?: Maybe<Scalars['AWSEmail']['output']>;
  /** The customer's id: the subject of the sign-in. */
  id: Scalars['ID']['output'];
  /** The customer's name. */
  name?: Maybe<Scalars['String']['output']>;
  /** The orders, newest first. */
  orders: OrderPage;
  /** The customer's telephone number, in international form. */
  phone?: Maybe<Scalars['AWSPhone']['output']>;
  /** Whether the shop tells news of orders by text message as well, to that number. It always tells them by mail. */
  textMessages: Scalars['Boolean']['output'];
};


/** A customer's account. */
export type CustomerAddressesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** A customer's account. */
export type CustomerOrdersArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};

/** Whether a return is taken. */
export type DecideReturnInput = {
  /** Whether the goods may come. */
  approve: Scalars['Boolean']['input'];
  /** What the customer may read about it, up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The return. */
  returnId: Scalars['ID']['input'];
};

/** Whether a held order may go on. */
export type DecideRiskReviewInput = {
  /** Whether it may go on; otherwise it is called off. */
  approve: Scalars['Boolean']['input'];
  /** Why, as the customer may read it, up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The order. */
  orderId: Scalars['ID']['input'];
};

/** A movement of money that failed, and is not tried again by itself. */
export type FailedMovement = {
  /** How much; of a capture, how much of it is still owed. */
  amount: Money;
  /** The id of the ledger's entry that failed last; a refund that was then paid by hand is recorded by it. */
  entryId: Scalars['ID']['output'];
  /** Why it failed, in the provider's terms. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** What the provider was to do: `REFUND`, `VOID`, or `CAPTURE` for a parcel that left; then its customer owes the money. */
  kind: LedgerKind;
  /** The order's id. */
  orderId: Scalars['ID']['output'];
  /** When it failed last. */
  since: Scalars['AWSDateTime']['output'];
};

/** A page of movements that failed. */
export type FailedMovementPage = {
  /** The movements of this page. */
  items: Array<FailedMovement>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** The category of an imported product. */
export type ImportCategoryInput = {
  /** Its id, as in addresses. */
  id: Scalars['ID']['input'];
  /** Its name. */
  name: Scalars['String']['input'];
};

/** A product to create or replace by its handle. */
export type ImportProductInput = {
  /** Its category; created when there is none. */
  category: ImportCategoryInput;
  /** Its description, up to 10,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** What its page's address calls it; the same handle is the same product. */
  handle: Scalars['String']['input'];
  /** Pictures and films, twenty at most. */
  media?: InputMaybe<Array<MediaInput>>;
  /** What can be chosen, three at most. */
  options?: InputMaybe<Array<ProductOptionInput>>;
  /** Whether it is on sale. */
  status?: InputMaybe<ProductStatus>;
  /** Words to find it by, 50 at most. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How it is taxed. */
  taxClass?: InputMaybe<TaxClass>;
  /** Its name, 1 to 200 characters. */
  title: Scalars['String']['input'];
  /** Its variants, 1 to 60. A variant that is there keeps its stock, and its reorder point unless another is given. */
  variants: Array<VariantInput>;
  /** The maker's or brand's name. */
  vendor?: InputMaybe<Scalars['String']['input']>;
};

/** Products to import. */
export type ImportProductsInput = {
  /** The products, 1 to 25. */
  products: Array<ImportProductInput>;
};

/** A product that an import refused. */
export type ImportRefusal = {
  /** The error's stable name. */
  errorType: Scalars['String']['output'];
  /** Its handle, when it had one. */
  handle?: Maybe<Scalars['String']['output']>;
  /** Its place in the input, from 0. */
  index: Scalars['Int']['output'];
  /** Why. */
  message: Scalars['String']['output'];
};

/** What became of an import. */
export type ImportReport = {
  /** Products that were new. */
  created: Scalars['Int']['output'];
  /** Products that were refused. */
  refused: Array<ImportRefusal>;
  /** Products that were there just so. */
  unchanged: Scalars['Int']['output'];
  /** Products that were there and differ now. */
  updated: Scalars['Int']['output'];
};

/** One movement of an order's money. */
export type LedgerEntry = {
  /** How much. */
  amount: Money;
  /** When it was asked for. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Why it failed, in the provider's terms. */
  failureCode?: Maybe<Scalars['String']['output']>;
  /** The entry's id within the order. */
  id: Scalars['ID']['output'];
  /** What the provider is to do. */
  kind: LedgerKind;
  /** The payment whose money it is. */
  paymentId: Scalars['ID']['output'];
  /** Why. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The provider's own id of the movement, or the bank's reference. */
  reference?: Maybe<Scalars['String']['output']>;
  /** Whether it was done. */
  status: LedgerStatus;
  /** What it is for: the id of a shipment or a return. */
  subjectId?: Maybe<Scalars['ID']['output']>;
  /** When it last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
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

/** A stock that is low. */
export type LowStock = {
  /** The name of its product. */
  productTitle: Scalars['String']['output'];
  /** The reorder point that it is at, or under. */
  reorderPoint: Scalars['Int']['output'];
  /** Since when it is low. */
  since: Scalars['AWSDateTime']['output'];
  /** The variant, with its stock of now. */
  variant: Variant;
};

/** A page of low stocks. */
export type LowStockPage = {
  /** The stocks of this page. */
  items: Array<LowStock>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** A picture or film of a product. */
export type Media = {
  /** What it shows, for those who cannot see it. */
  alt?: Maybe<Scalars['String']['output']>;
  /** Where it lies: a key in the shop's media store, or an address. */
  source: Scalars['String']['output'];
  /** Whether it is a picture or a film. */
  type: MediaType;
};

/** A picture or film. */
export type MediaInput = {
  /** What it shows, for those who cannot see it. */
  alt?: InputMaybe<Scalars['String']['input']>;
  /** A key in the shop's media store, or an address. */
  source: Scalars['String']['input'];
  /** Whether it is a picture or a film. */
  type?: InputMaybe<MediaType>;
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
  customerId: Scalars['ID']['input'];
  /** The product. */
  productId: Scalars['ID']['input'];
  /** Whether everybody sees it. */
  published: Scalars['Boolean']['input'];
};

/** An amount of money. */
export type Money = {
  /** Minor units: 1999 is 19.99 in a currency with cents. */
  amount: Scalars['Int']['output'];
  /** ISO 4217, e.g. `EUR`. */
  currency: Scalars['String']['output'];
};

/** An amount of money, as a client sends it. */
export type MoneyInput = {
  /** Minor units, 0 to 2,000,000,000. */
  amount: Scalars['Int']['input'];
  /** ISO 4217, e.g. `EUR`. */
  currency: Scalars['String']['input'];
};

/** Where a parcel is. */
export type MoveShipmentInput = {
  /** What the customer may read about it, up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The parcel. */
  shipmentId: Scalars['ID']['input'];
  /** One of the parcel's `nextStatuses`, but not `SHIPPED`: that is `shipShipment`. */
  to: ShipmentStatus;
};

/** What can be changed. */
export type Mutation = {
  /** Adds an address to the caller's account, 20 at most. */
  addAddress: Address;
  /** Puts units of a variant into the caller's cart, on top of what is there. */
  addToCart: Cart;
  /** Adds a variant to a product, 60 at most. For its seller and staff. */
  addVariant: Variant;
  /** Adds to or takes from a variant's available stock. For its seller and staff. */
  adjustStock: Variant;
  /** Calls off an order of which nothing was shipped: its stock is offered again, its money goes back. The customer's own, or any for staff. */
  cancelOrder: Order;
  /** Empties the caller's cart. */
  clearCart: Cart;
  /**
   * Asks the provider what became of a payment: when the customer has done what its `action` asks for. Moves nothing by
   * itself, so it needs no key and may be repeated. The customer's own, or any for staff.
   */
  confirmPayment: Order;
  /** Creates a category. For staff. */
  createCategory: Category;
  /** Creates a product with its variants and their first stock. For sellers and staff. */
  createProduct: Product;
  /** Creates a voucher. For staff. */
  createVoucher: Voucher;
  /** Approves or refuses a return. For staff. */
  decideReturn: Order;
  /** Lets a held order go on, or calls it off. For staff. */
  decideRiskReview: Order;
  /** Approves or refuses a return of nothing but the caller's own goods. For sellers. */
  decideSaleReturn: Sale;
  /**
   * Creates or replaces up to 25 products at once, each on its own: a bad one is reported and the others stand. What is
   * there keeps its stock, so it needs no key and may be repeated. For staff.
   */
  importProducts: ImportReport;
  /** Hides a review, or shows it again. For staff. */
  moderateReview: Review;
  /** A parcel of nothing but the caller's own goods comes further, arrives, is lost, or is unpacked again. For sellers. */
  moveSale: Sale;
  /** A parcel comes further, arrives, is lost, or is unpacked again. For staff. */
  moveShipment: Order;
  /** Packs units of the caller's own goods into a parcel. For sellers. */
  packSale: Sale;
  /** Packs units of an order into a parcel. For staff. */
  packShipment: Order;
  /**
   * Has the payment provider asked for what an order still costs: after a declined card, or when it was placed without
   * one. The answer comes as events of the order. The customer's own, or any for staff.
   */
  payOrder: Order;
  /**
   * Turns the caller's cart into an order in one transaction: the order, its stock, its voucher, its payment and the
   * emptied cart, or nothing. The order holds its stock until `reservedUntil`; paid by then, it is confirmed.
   * The same key with the same input is answered with the same answer; with another input it is refused.
   */
  placeOrder: Order;
  /** Writes or rewrites the caller's review of a product that was bought here and has left. */
  postReview: Review;
  /** Tells subscribers of an order's event. For the shop's own services. */
  publishOrderChange?: Maybe<OrderChange>;
  /** Tells a seller of a sale. For the shop's own services. */
  publishSale?: Maybe<SaleChange>;
  /** Tells subscribers of a variant's stock. For the shop's own services. */
  publishStockChange?: Maybe<StockChange>;
  /** Creates or replaces where the shop sends to. For staff. */
  putZone: Zone;
  /** Takes returned goods in and gives their money back. For staff. */
  receiveReturn: Order;
  /**
   * Takes returned goods in, nothing but the caller's own, and gives their money back: what was paid for them, to the cent.
   * For sellers.
   */
  receiveSaleReturn: Sale;
  /**
   * Records money that came by itself: a transfer, cash; also for a parcel that left and whose money could not be taken. An
   * order paid in full is confirmed. For staff.
   */
  recordPayment: Order;
  /**
   * Records that a refund was paid back by hand: of money which no provider moves (a transfer, cash), or one that the
   * provider could not carry out. For staff.
   */
  recordRefund: Order;
  /** Gives part of an order's money back without a return, never more than was taken and has not gone back. For staff. */
  refundOrder: Order;
  /** Removes an address from the caller's account. Orders keep their own copy. */
  removeAddress: Address;
  /** Takes a variant out of the caller's cart. */
  removeFromCart: Cart;
  /** Removes the caller's review. */
  removeReview: Review;
  /** Answers a review; the answer is shown with it. For the product's seller and staff. */
  replyToReview: Review;
  /** Asks to send units of an order back. The customer's own order, or any for staff. */
  requestReturn: Order;
  /**
   * A parcel of nothing but the caller's own goods leaves: its units are sold, and its part of the money set aside is taken.
   * For sellers.
   */
  shipSale: Sale;
  /** A packed parcel leaves: its units are sold, and its part of the money set aside is taken. For staff. */
  shipShipment: Order;
  /**
   * Spreads a variant's stock over parts, so that more orders of it can be placed a second: each part takes some 500. One
   * part brings it together again. No unit is gained or lost, and the last one can be sold. For its seller and staff.
   */
  spreadStock: Variant;
  /** Replaces an address of the caller's account. */
  updateAddress: Address;
  /** Sets how many units of a variant the caller's cart holds. */
  updateCartLine: Cart;
  /** Changes a category. For staff. */
  updateCategory: Category;
  /** Changes a product, its publication included. For its seller and staff. */
  updateProduct: Product;
  /** Changes the caller's name or telephone number, and whether text messages come to it. */
  updateProfile: Customer;
  /** Changes a variant's price, title or reorder point. For its seller and staff. */
  updateVariant: Variant;
  /** Changes when and for whom a voucher counts; orders placed with it stay as they are. For staff. */
  updateVoucher: Voucher;
  /** Calls a return off: the customer keeps the goods. The customer's own, or any for staff. */
  withdrawReturn: Order;
  /**
   * Gives up all that the customer of an order owes for parcels that left (`Order.owed`): it is not asked for again. The
   * timeline keeps who did so, when and why. For staff.
   */
  writeOffClaim: Order;
};


/** What can be changed. */
export type MutationAddAddressArgs = {
  input: AddAddressInput;
};


/** What can be changed. */
export type MutationAddToCartArgs = {
  input: AddToCartInput;
};


/** What can be changed. */
export type MutationAddVariantArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: AddVariantInput;
};


/** What can be changed. */
export type MutationAdjustStockArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: AdjustStockInput;
};


/** What can be changed. */
export type MutationCancelOrderArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: CancelOrderInput;
};


/** What can be changed. */
export type MutationConfirmPaymentArgs = {
  input: ConfirmPaymentInput;
};


/** What can be changed. */
export type MutationCreateCategoryArgs = {
  input: CreateCategoryInput;
};


/** What can be changed. */
export type MutationCreateProductArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: CreateProductInput;
};


/** What can be changed. */
export type MutationCreateVoucherArgs = {
  input: CreateVoucherInput;
};


/** What can be changed. */
export type MutationDecideReturnArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: DecideReturnInput;
};


/** What can be changed. */
export type MutationDecideRiskReviewArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: DecideRiskReviewInput;
};


/** What can be changed. */
export type MutationDecideSaleReturnArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: DecideReturnInput;
};


/** What can be changed. */
export type MutationImportProductsArgs = {
  input: ImportProductsInput;
};


/** What can be changed. */
export type MutationModerateReviewArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: ModerateReviewInput;
};


/** What can be changed. */
export type MutationMoveSaleArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: MoveShipmentInput;
};


/** What can be changed. */
export type MutationMoveShipmentArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: MoveShipmentInput;
};


/** What can be changed. */
export type MutationPackSaleArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: PackShipmentInput;
};


/** What can be changed. */
export type MutationPackShipmentArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: PackShipmentInput;
};


/** What can be changed. */
export type MutationPayOrderArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: PayOrderInput;
};


/** What can be changed. */
export type MutationPlaceOrderArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: PlaceOrderInput;
};


/** What can be changed. */
export type MutationPostReviewArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: PostReviewInput;
};


/** What can be changed. */
export type MutationPublishOrderChangeArgs = {
  input: PublishOrderChangeInput;
};


/** What can be changed. */
export type MutationPublishSaleArgs = {
  input: PublishSaleInput;
};


/** What can be changed. */
export type MutationPublishStockChangeArgs = {
  input: PublishStockChangeInput;
};


/** What can be changed. */
export type MutationPutZoneArgs = {
  input: ZoneInput;
};


/** What can be changed. */
export type MutationReceiveReturnArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: ReceiveReturnInput;
};


/** What can be changed. */
export type MutationReceiveSaleReturnArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: ReceiveReturnInput;
};


/** What can be changed. */
export type MutationRecordPaymentArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: RecordPaymentInput;
};


/** What can be changed. */
export type MutationRecordRefundArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: RecordRefundInput;
};


/** What can be changed. */
export type MutationRefundOrderArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: RefundOrderInput;
};


/** What can be changed. */
export type MutationRemoveAddressArgs = {
  input: RemoveAddressInput;
};


/** What can be changed. */
export type MutationRemoveFromCartArgs = {
  input: RemoveFromCartInput;
};


/** What can be changed. */
export type MutationRemoveReviewArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: RemoveReviewInput;
};


/** What can be changed. */
export type MutationReplyToReviewArgs = {
  input: ReplyToReviewInput;
};


/** What can be changed. */
export type MutationRequestReturnArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: RequestReturnInput;
};


/** What can be changed. */
export type MutationShipSaleArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: ShipShipmentInput;
};


/** What can be changed. */
export type MutationShipShipmentArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: ShipShipmentInput;
};


/** What can be changed. */
export type MutationSpreadStockArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: SpreadStockInput;
};


/** What can be changed. */
export type MutationUpdateAddressArgs = {
  input: UpdateAddressInput;
};


/** What can be changed. */
export type MutationUpdateCartLineArgs = {
  input: UpdateCartLineInput;
};


/** What can be changed. */
export type MutationUpdateCategoryArgs = {
  input: UpdateCategoryInput;
};


/** What can be changed. */
export type MutationUpdateProductArgs = {
  input: UpdateProductInput;
};


/** What can be changed. */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


/** What can be changed. */
export type MutationUpdateVariantArgs = {
  input: UpdateVariantInput;
};


/** What can be changed. */
export type MutationUpdateVoucherArgs = {
  input: UpdateVoucherInput;
};


/** What can be changed. */
export type MutationWithdrawReturnArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: WithdrawReturnInput;
};


/** What can be changed. */
export type MutationWriteOffClaimArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: WriteOffClaimInput;
};

/** An order. */
export type Order = {
  /** Set aside for it at the payment provider, to be taken as it ships. */
  authorized: Money;
  /** Whose order it is. */
  customerId: Scalars['ID']['output'];
  /** What a voucher took off the lines. */
  discount: Money;
  /** What happened to it, oldest first. */
  events: OrderEventPage;
  /** The order's id. */
  id: Scalars['ID']['output'];
  /** Every movement of its money, asked for or done. */
  ledger: Array<LedgerEntry>;
  /** What was bought, 49 lines at most. */
  lines: Array<OrderLine>;
  /** Where it can go from here. */
  nextStatuses: Array<OrderStatus>;
  /** What the customer wrote with it. */
  note?: Maybe<Scalars['String']['output']>;
  /** What the customer owes for parcels that left: their money could not be taken, and is not being taken now. */
  owed: Money;
  /** What was received. */
  paid: Money;
  /** The attempts to pay it and the money received, newest last. */
  payments: PaymentPage;
  /** When it was placed. */
  placedAt: Scalars['AWSDateTime']['output'];
  /** Whether unit prices hold the tax already. */
  pricesIncludeTax: Scalars['Boolean']['output'];
  /** What went back to the customer, or is on its way back. */
  refunded: Money;
  /** Until when it holds its stock unpaid. */
  reservedUntil: Scalars['AWSDateTime']['output'];
  /** What comes or came back of it, in the order it was asked for. */
  returns: Array<Return>;
  /** The sequence number of its last event. */
  sequence: Scalars['Int']['output'];
  /** Its parcels, in the order they were packed. */
  shipments: Array<Shipment>;
  /** What sending it costs, before a voucher. */
  shipping: Money;
  /** Where it goes. */
  shippingAddress: ShippingAddress;
  /** What a voucher took off the shipping. */
  shippingDiscount: Money;
  /** How it is sent: the id of the way of sending. */
  shippingMethod: Scalars['ID']['output'];
  /** Where it stands. */
  status: OrderStatus;
  /** What the lines add up to, at unit prices. */
  subtotal: Money;
  /** All tax in the total. */
  tax: Money;
  /** What there is to pay. */
  total: Money;
  /** When it last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** The voucher used. */
  voucherCode?: Maybe<Scalars['String']['output']>;
};


/** An order. */
export type OrderEventsArgs = {
  afterSequence?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** An order. */
export type OrderPaymentsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};

/** An order's event, with the order as it stands. */
export type OrderChange = {
  /** When it happened. */
  at: Scalars['AWSDateTime']['output'];
  /** Whose order it is. */
  customerId: Scalars['ID']['output'];
  /** The order as it stands. */
  order: Order;
  /** The order. */
  orderId: Scalars['ID']['output'];
  /** The event's sequence number; a gap means that something was missed. */
  sequence: Scalars['Int']['output'];
  /** Where the order stood after the event. */
  status: OrderStatus;
  /** What happened. */
  type: OrderEventType;
};

/** Something that happened to an order. */
export type OrderEvent = {
  /** Who did it: a role's name, e.g. `customer`, `seller`, `staff`, `system`, `provider`. */
  actor: Scalars['String']['output'];
  /** How much it is about. */
  amount?: Maybe<Money>;
  /** When it happened. */
  at: Scalars['AWSDateTime']['output'];
  /** What was written with it. */
  note?: Maybe<Scalars['String']['output']>;
  /** Counts the order's events from 1, without gaps. */
  sequence: Scalars['Int']['output'];
  /** Where the order stood afterwards. */
  status: OrderStatus;
  /** What it is about: the id of a payment, a shipment or a return. */
  subjectId?: Maybe<Scalars['ID']['output']>;
  /** What happened. */
  type: OrderEventType;
};

/** A page of events. */
export type OrderEventPage = {
  /** The events of this page. */
  items: Array<OrderEvent>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
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

/** One variant of an order, as it was when bought, and what became of its units. */
export type OrderLine = {
  /** What a voucher took off the line. */
  discount: Money;
  /** Unit price times quantity. */
  lineTotal: Money;
  /** The variant's product. */
  productId: Scalars['ID']['output'];
  /** The product's name when bought. */
  productTitle: Scalars['String']['output'];
  /** Units bought. */
  quantity: Scalars['Int']['output'];
  /** Units whose money went back, or is on its way back. */
  refunded: Scalars['Int']['output'];
  /** Units that came back. */
  returned: Scalars['Int']['output'];
  /** Units of returns under way. */
  returning: Scalars['Int']['output'];
  /** Whose goods these are; null for the shop's own. */
  sellerId?: Maybe<Scalars['ID']['output']>;
  /** Units that left. */
  shipped: Scalars['Int']['output'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['output'];
  /** The tax of the line, at `taxRate`. */
  tax: Money;
  /** Basis points: 1900 is 19 %. */
  taxRate: Scalars['Int']['output'];
  /** What is paid for the line, discount and tax in it. */
  total: Money;
  /** What one unit cost. */
  unitPrice: Money;
  /** The variant's name when bought. */
  variantTitle: Scalars['String']['output'];
};

/** A page of orders. */
export type OrderPage = {
  /** The orders of this page. */
  items: Array<Order>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

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
  carrier?: InputMaybe<Scalars['String']['input']>;
  /** What goes into the parcel; all that is left when absent, for a seller all that is left of the own goods. */
  lines?: InputMaybe<Array<UnitsInput>>;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The carrier's number, up to 100 characters. */
  trackingNumber?: InputMaybe<Scalars['String']['input']>;
};

/** How to pay an order. */
export type PayOrderInput = {
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** How to pay it. */
  payment: PaymentInput;
};

/** An attempt to pay for an order, or money that came by itself. */
export type Payment = {
  /** What the customer must do for it. */
  action?: Maybe<PaymentAction>;
  /** How much it is to pay. */
  amount: Money;
  /** What was taken. */
  captured: Money;
  /** When it was begun. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Why it was declined, in the provider's terms. */
  declineCode?: Maybe<Scalars['String']['output']>;
  /** The payment's id within the order. */
  id: Scalars['ID']['output'];
  /** How it is made. */
  method: PaymentMethod;
  /** The bank's or provider's reference. */
  reference?: Maybe<Scalars['String']['output']>;
  /** What was given back. */
  refunded: Money;
  /** Where it stands. */
  status: PaymentStatus;
};

/** What a customer must do for a payment. */
export type PaymentAction = {
  /** What the provider's own client library asks for. */
  clientSecret?: Maybe<Scalars['String']['output']>;
  /** In the provider's terms, e.g. `redirect`, `use_sdk`. */
  type: Scalars['String']['output'];
  /** Where to send the customer. */
  url?: Maybe<Scalars['String']['output']>;
};

/** How to pay. */
export type PaymentInput = {
  /** What the provider's client library made of the card, e.g. `pm_...`: never the card's number. Up to 200 characters. */
  token: Scalars['String']['input'];
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

/** A page of payments. */
export type PaymentPage = {
  /** The payments of this page. */
  items: Array<Payment>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

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
  addressId?: InputMaybe<Scalars['ID']['input']>;
  /** The total that the client showed. The order is refused when the cart comes to another sum or another currency. */
  expectedTotal: MoneyInput;
  /** A word to the shop, up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** How to pay, when the client pays at once; otherwise `payOrder` follows, or money that comes by itself. */
  payment?: InputMaybe<PaymentInput>;
  /** An address for this order alone. Either this or `addressId`. */
  shippingAddress?: InputMaybe<AddressInput>;
  /** The way of sending; the zone's first when absent. */
  shippingMethod?: InputMaybe<Scalars['ID']['input']>;
  /** A voucher's code. */
  voucherCode?: InputMaybe<Scalars['String']['input']>;
};

/** What a customer thinks of a product. */
export type PostReviewInput = {
  /** The name to show with it, up to 50 characters. */
  author?: InputMaybe<Scalars['String']['input']>;
  /** The order with which it was bought. */
  orderId: Scalars['ID']['input'];
  /** The product. */
  productId: Scalars['ID']['input'];
  /** 1 to 5. */
  rating: Scalars['Int']['input'];
  /** What it says, up to 5,000 characters. */
  text?: InputMaybe<Scalars['String']['input']>;
  /** Its headline, up to 100 characters. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** The lowest and the highest price of a product's variants. */
export type PriceRange = {
  /** The highest price. */
  max: Money;
  /** The lowest price. */
  min: Money;
};

/** Something the shop sells. */
export type Product = {
  /** Its category. */
  category?: Maybe<Category>;
  /** The id of its category. */
  categoryId: Scalars['ID']['output'];
  /** When it was created. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Its description, in plain text. */
  description: Scalars['String']['output'];
  /** What its page's address calls it. No two products share one. */
  handle: Scalars['String']['output'];
  /** The product's id. */
  id: Scalars['ID']['output'];
  /** Pictures and films, in the order to show them; twenty at most. */
  media: Array<Media>;
  /** What can be chosen, e.g. size and colour; three at most. */
  options: Array<ProductOption>;
  /** Its lowest and highest price. */
  priceRange: PriceRange;
  /** What its customers think of it. */
  rating: Rating;
  /** What its customers wrote, newest first. */
  reviews: ReviewPage;
  /** The seller who offers it; null for the shop's own. */
  sellerId?: Maybe<Scalars['ID']['output']>;
  /** Whether it is on sale. */
  status: ProductStatus;
  /** Words to find it by. */
  tags: Array<Scalars['String']['output']>;
  /** How it is taxed. */
  taxClass: TaxClass;
  /** Its name. */
  title: Scalars['String']['output'];
  /** When it was last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** What can be bought: one variant for each combination of options. */
  variants: VariantPage;
  /** The maker's or brand's name. */
  vendor?: Maybe<Scalars['String']['output']>;
  /** Counts the changes; send it back with a change so that nobody's work is overwritten. */
  version: Scalars['Int']['output'];
};


/** Something the shop sells. */
export type ProductReviewsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** Something the shop sells. */
export type ProductVariantsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};

/** One thing to choose, with its choices. */
export type ProductOption = {
  /** E.g. `Size`. */
  name: Scalars['String']['output'];
  /** E.g. `S`, `M`, `L`. */
  values: Array<Scalars['String']['output']>;
};

/** One thing to choose, with its choices. */
export type ProductOptionInput = {
  /** E.g. `Size`. */
  name: Scalars['String']['input'];
  /** E.g. `S`, `M`, `L`; 1 to 50. */
  values: Array<Scalars['String']['input']>;
};

/** A page of products. */
export type ProductPage = {
  /** The products of this page. */
  items: Array<Product>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Whether a product is on sale. */
export type ProductStatus =
  /** On sale. */
  | 'ACTIVE'
  /** No longer on sale. */
  | 'ARCHIVED'
  /** Being prepared; its seller and staff see it. */
  | 'DRAFT';

/** Which event to tell subscribers of. */
export type PublishOrderChangeInput = {
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The event's sequence number. */
  sequence: Scalars['Int']['input'];
};

/** Which sale to tell its seller of. */
export type PublishSaleInput = {
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The seller. */
  sellerId: Scalars['ID']['input'];
};

/** A variant's stock after a change. */
export type PublishStockChangeInput = {
  /** When it changed; absent with `available`. */
  at?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** Units that can be bought now. Absent for a stock that is spread: its parts are read and added up. */
  available?: InputMaybe<Scalars['Int']['input']>;
  /** The product. */
  productId: Scalars['ID']['input'];
  /** The variant. */
  sku: Scalars['ID']['input'];
};

/** What can be read. */
export type Query = {
  /** The caller's own cart, priced as of now. */
  cart: Cart;
  /** The categories, in the order the shop shows them. */
  categories: CategoryPage;
  /** One category by its id. */
  category?: Maybe<Category>;
  /**
   * Refunds that did not arrive, money set aside that could not be freed, and money for parcels that left which could not be
   * taken, although it was tried again: somebody of the shop must see to them. The longest ago first. For staff.
   */
  failedMovements: FailedMovementPage;
  /** A product's reviews that are not shown, newest first. For staff. */
  hiddenReviews: ReviewPage;
  /**
   * Stocks of the caller as a seller, or the shop's own for staff, of which no more units can be bought than the variant's
   * `reorderPoint`; the longest low first. It follows the stock within moments, and is never in the way of a checkout.
   */
  lowStock: LowStockPage;
  /** The caller's own account. */
  me: Customer;
  /** The caller's own products as a seller, or the shop's own for staff, newest first, in any state. */
  myProducts: ProductPage;
  /** Returns of nothing but the caller's own goods, in one state, oldest first. For sellers. */
  myReturns: ReturnPage;
  /** The orders with goods of the caller, newest first. For sellers. */
  mySales: SalePage;
  /** One order: the caller's own, or any for staff. */
  order?: Maybe<Order>;
  /** Orders of one day in one state, oldest first. For staff. */
  orders: OrderPage;
  /** One product by its id. Null when there is none, or when it is not published and the caller is neither its seller nor staff. */
  product?: Maybe<Product>;
  /** One published product by the handle in its page's address. */
  productByHandle?: Maybe<Product>;
  /** Published products, newest first: of one category, or of the whole shop. */
  products: ProductPage;
  /** Products of every seller in one state, newest first. For staff. */
  productsByStatus: ProductPage;
  /** What the caller's cart would come to: taxes, shipping and voucher in it, to be shown before `placeOrder`. */
  quote: Quote;
  /** Returns in one state, oldest first. For staff. */
  returns: ReturnPage;
  /** Orders that somebody of the shop is to look at, or has, oldest first. For staff. */
  riskReviews: RiskReviewPage;
  /** One of the caller's sales. Null when there is no such order, or when it has no goods of the caller. For sellers. */
  sale?: Maybe<Sale>;
  /** The vouchers, oldest first. For staff. */
  vouchers: VoucherPage;
  /** Where the shop sends to, with taxes and ways of sending. */
  zones: ZonePage;
};


/** What can be read. */
export type QueryCategoriesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryCategoryArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryFailedMovementsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryHiddenReviewsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  productId: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryLowStockArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryMyProductsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<ProductStatus>;
};


/** What can be read. */
export type QueryMyReturnsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status: ReturnStatus;
};


/** What can be read. */
export type QueryMySalesArgs = {
  from?: InputMaybe<Scalars['AWSDateTime']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  oldestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  statuses?: InputMaybe<Array<OrderStatus>>;
  to?: InputMaybe<Scalars['AWSDateTime']['input']>;
};


/** What can be read. */
export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryOrdersArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  placedOn?: InputMaybe<Scalars['AWSDate']['input']>;
  status: OrderStatus;
};


/** What can be read. */
export type QueryProductArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryProductByHandleArgs = {
  handle: Scalars['String']['input'];
};


/** What can be read. */
export type QueryProductsArgs = {
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryProductsByStatusArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status: ProductStatus;
};


/** What can be read. */
export type QueryQuoteArgs = {
  input: QuoteInput;
};


/** What can be read. */
export type QueryReturnsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status: ReturnStatus;
};


/** What can be read. */
export type QueryRiskReviewsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<RiskReviewStatus>;
};


/** What can be read. */
export type QuerySaleArgs = {
  orderId: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryVouchersArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryZonesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};

/** What a cart would come to. */
export type Quote = {
  /** What the voucher takes off the lines. */
  discount: Money;
  /** The lines, in the order of the cart. */
  lines: Array<QuoteLine>;
  /** Whether unit prices hold the tax already. */
  pricesIncludeTax: Scalars['Boolean']['output'];
  /** What sending costs, before a voucher. */
  shipping: Money;
  /** What the voucher takes off the shipping. */
  shippingDiscount: Money;
  /** The way of sending it is priced for. */
  shippingMethod: Scalars['ID']['output'];
  /** The ways of sending there are. */
  shippingMethods: Array<ShippingMethod>;
  /** What the lines add up to, at unit prices. */
  subtotal: Money;
  /** All tax in the total. */
  tax: Money;
  /** What there is to pay: the `expectedTotal` of `placeOrder`. */
  total: Money;
};

/** What to price the cart for. */
export type QuoteInput = {
  /** An address of the account. Either this or `country`. */
  addressId?: InputMaybe<Scalars['ID']['input']>;
  /** Where to, ISO 3166-1 alpha-2. Either this or `addressId`. */
  country?: InputMaybe<Scalars['String']['input']>;
  /** The state, province or county, with `country`. */
  region?: InputMaybe<Scalars['String']['input']>;
  /** The way of sending; the zone's first when absent. */
  shippingMethod?: InputMaybe<Scalars['ID']['input']>;
  /** A voucher's code. */
  voucherCode?: InputMaybe<Scalars['String']['input']>;
};

/** One line of a quote. */
export type QuoteLine = {
  /** What the voucher takes off the line. */
  discount: Money;
  /** Units wanted. */
  quantity: Scalars['Int']['output'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['output'];
  /** The tax of the line, at `taxRate`. */
  tax: Money;
  /** Basis points: 1900 is 19 %. */
  taxRate: Scalars['Int']['output'];
  /** What is paid for the line, discount and tax in it. */
  total: Money;
  /** What one unit costs now. */
  unitPrice: Money;
};

/** What a product's reviews add up to. */
export type Rating = {
  /** Their mean, 1 to 5; null without any. */
  average?: Maybe<Scalars['Float']['output']>;
  /** How many there are. */
  count: Scalars['Int']['output'];
};

/** What arrived of a return. */
export type ReceiveReturnInput = {
  /** Which units; a variant that is not named did not come. */
  lines: Array<ReceivedUnitsInput>;
  /** What the customer may read about it, up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The return. */
  returnId: Scalars['ID']['input'];
};

/** Units that arrived. */
export type ReceivedUnitsInput = {
  /** How many came, no more than the return says. */
  received: Scalars['Int']['input'];
  /** How many of those can be sold again. */
  restocked: Scalars['Int']['input'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
};

/** Money received. */
export type RecordPaymentInput = {
  /** How much, in the order's currency; no more than is still to pay, or is owed for parcels that left. */
  amount: MoneyInput;
  /** How it was made. */
  method: PaymentMethod;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The bank's or provider's reference. The same reference is recorded once. */
  reference: Scalars['String']['input'];
};

/** What was paid back by hand. */
export type RecordRefundInput = {
  /** The refund, one of the order's `ledger`. */
  entryId: Scalars['ID']['input'];
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The bank's reference, up to 100 characters. */
  reference: Scalars['String']['input'];
};

/** What to give back. */
export type RefundOrderInput = {
  /** How much, in the order's currency. */
  amount: MoneyInput;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** Why, as the customer may read it, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** An address to remove. */
export type RemoveAddressInput = {
  /** The address's id. */
  id: Scalars['ID']['input'];
};

/** What to take out of the cart. */
export type RemoveFromCartInput = {
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
};

/** Which review to remove. */
export type RemoveReviewInput = {
  /** The product. */
  productId: Scalars['ID']['input'];
};

/** An answer to a review. */
export type ReplyToReviewInput = {
  /** Who wrote the review. */
  customerId: Scalars['ID']['input'];
  /** The product. */
  productId: Scalars['ID']['input'];
  /** The answer, 1 to 2,000 characters. */
  reply: Scalars['String']['input'];
};

/** What to send back. */
export type RequestReturnInput = {
  /** Which units, each variant once. */
  lines: Array<ReturnUnitsInput>;
  /** A word to the shop, up to 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The order. */
  orderId: Scalars['ID']['input'];
};

/** Goods that a customer sends back. */
export type Return = {
  /** When it was asked for. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The return's id within the order. */
  id: Scalars['ID']['output'];
  /** What comes back. */
  lines: Array<ReturnLine>;
  /** Where it can go from here. */
  nextStatuses: Array<ReturnStatus>;
  /** What was last written with it. */
  note?: Maybe<Scalars['String']['output']>;
  /** The order. */
  orderId: Scalars['ID']['output'];
  /** What goes back to the customer for it. */
  refund: Money;
  /** Where it stands. */
  status: ReturnStatus;
  /** When it last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
};

/** Units of a return. */
export type ReturnLine = {
  /** How many are to come back. */
  quantity: Scalars['Int']['output'];
  /** Why. */
  reason: Scalars['String']['output'];
  /** How many came. */
  received: Scalars['Int']['output'];
  /** How many of those are sold again; the others were written off. */
  restocked: Scalars['Int']['output'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['output'];
};

/** A page of returns. */
export type ReturnPage = {
  /** The returns of this page. */
  items: Array<Return>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
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
  quantity: Scalars['Int']['input'];
  /** Why, 1 to 200 characters. */
  reason: Scalars['String']['input'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
};

/** What a customer thinks of a product. */
export type Review = {
  /** The name shown with it. */
  author?: Maybe<Scalars['String']['output']>;
  /** When it was written. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Who wrote it. */
  customerId: Scalars['ID']['output'];
  /** The product. */
  productId: Scalars['ID']['output'];
  /** Whether everybody sees it. */
  published: Scalars['Boolean']['output'];
  /** 1 to 5. */
  rating: Scalars['Int']['output'];
  /** When it was answered. */
  repliedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The seller's answer. */
  reply?: Maybe<Scalars['String']['output']>;
  /** What it says. */
  text?: Maybe<Scalars['String']['output']>;
  /** Its headline. */
  title?: Maybe<Scalars['String']['output']>;
  /** When it was last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
};

/** A page of reviews. */
export type ReviewPage = {
  /** The reviews of this page. */
  items: Array<Review>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** That somebody of the shop is to look at an order, or has. */
export type RiskReview = {
  /** When the order is called off without a decision. */
  decideBy: Scalars['AWSDateTime']['output'];
  /** When it was decided. */
  decidedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Why. */
  note?: Maybe<Scalars['String']['output']>;
  /** When the order was held. */
  openedAt: Scalars['AWSDateTime']['output'];
  /** The order. */
  order: Order;
  /** The order's id. */
  orderId: Scalars['ID']['output'];
  /** What caught the eye: `HIGH_TOTAL`, `MANY_UNITS`, `MANY_DECLINES`. */
  reasons: Array<Scalars['String']['output']>;
  /** Where it stands. */
  status: RiskReviewStatus;
};

/** A page of reviews of orders. */
export type RiskReviewPage = {
  /** The reviews of this page. */
  items: Array<RiskReview>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
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

/** An order, as far as it is a seller's. */
export type Sale = {
  /** Where it goes: the country. */
  country: Scalars['String']['output'];
  /** What happened to it, oldest first: to the order as a whole, to those parcels and to those returns. */
  events: Array<SaleEvent>;
  /** The seller's lines of it. */
  lines: Array<OrderLine>;
  /** The order's id. */
  orderId: Scalars['ID']['output'];
  /** When it was placed. */
  placedAt: Scalars['AWSDateTime']['output'];
  /** What comes or came back of nothing but the seller's goods, in the order it was asked for. */
  returns: Array<Return>;
  /** The number of the order's last event: of two views of a sale the one with the higher number is the newer. */
  sequence: Scalars['Int']['output'];
  /** Its parcels that hold nothing but the seller's goods, in the order they were packed. */
  shipments: Array<Shipment>;
  /** Where it goes, from when it may be packed until all of the order has arrived; null at any other time. */
  shippingAddress?: Maybe<ShippingAddress>;
  /** How it is sent. */
  shippingMethod: Scalars['ID']['output'];
  /** Where the order stands. */
  status: OrderStatus;
  /** What those lines add up to. */
  total: Money;
  /** When the order last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
};

/** News of a sale, with the sale as it stands. */
export type SaleChange = {
  /** The order. */
  orderId: Scalars['ID']['output'];
  /** The sale as it stands. */
  sale: Sale;
  /** Whose sale it is. */
  sellerId: Scalars['ID']['output'];
  /** The number of the order's last event. What does not raise it was told before. */
  sequence: Scalars['Int']['output'];
};

/** Something that happened to an order and concerns a seller. */
export type SaleEvent = {
  /** Who did it: a role's name, e.g. `customer`, `seller`, `staff`, `system`. */
  actor: Scalars['String']['output'];
  /** When it happened. */
  at: Scalars['AWSDateTime']['output'];
  /** The event's number within the order. Others lie between them that concern nobody but the customer and the shop. */
  sequence: Scalars['Int']['output'];
  /** Where the order stood afterwards. */
  status: OrderStatus;
  /** What it is about: the id of a parcel or a return. */
  subjectId?: Maybe<Scalars['ID']['output']>;
  /** What happened. */
  type: OrderEventType;
};

/** A page of sales. */
export type SalePage = {
  /** The sales of this page. */
  items: Array<Sale>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** An option and the choice made. */
export type SelectedOption = {
  /** E.g. `Size`. */
  name: Scalars['String']['output'];
  /** E.g. `M`. */
  value: Scalars['String']['output'];
};

/** An option and the choice made. */
export type SelectedOptionInput = {
  /** E.g. `Size`. */
  name: Scalars['String']['input'];
  /** E.g. `M`. */
  value: Scalars['String']['input'];
};

/** Which parcel leaves. */
export type ShipShipmentInput = {
  /** Who carries it, up to 100 characters. */
  carrier?: InputMaybe<Scalars['String']['input']>;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The parcel. */
  shipmentId: Scalars['ID']['input'];
  /** The carrier's number, up to 100 characters. */
  trackingNumber?: InputMaybe<Scalars['String']['input']>;
};

/** A parcel of an order. */
export type Shipment = {
  /** Who carries it. */
  carrier?: Maybe<Scalars['String']['output']>;
  /** When it was packed. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The parcel's id within the order. */
  id: Scalars['ID']['output'];
  /** What is in it. */
  lines: Array<ShipmentLine>;
  /** Where it can go from here. */
  nextStatuses: Array<ShipmentStatus>;
  /** Where it is. */
  status: ShipmentStatus;
  /** The carrier's number. */
  trackingNumber?: Maybe<Scalars['String']['output']>;
  /** When it last moved. */
  updatedAt: Scalars['AWSDateTime']['output'];
};

/** Units in a parcel. */
export type ShipmentLine = {
  /** How many. */
  quantity: Scalars['Int']['output'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['output'];
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

/** Where an order goes; a copy, so that it stands when the account's address changes. */
export type ShippingAddress = {
  /** Town or city. */
  city: Scalars['String']['output'];
  /** ISO 3166-1 alpha-2, e.g. `DE`. */
  country: Scalars['String']['output'];
  /** Street and number. */
  line1: Scalars['String']['output'];
  /** Flat, floor, company. */
  line2?: Maybe<Scalars['String']['output']>;
  /** Who receives it. */
  name: Scalars['String']['output'];
  /** A number for the carrier. */
  phone?: Maybe<Scalars['AWSPhone']['output']>;
  /** Postal code. */
  postalCode: Scalars['String']['output'];
  /** State, province or county. */
  region?: Maybe<Scalars['String']['output']>;
};

/** A way of sending. */
export type ShippingMethod = {
  /** The sum of goods from which it costs nothing. */
  freeFrom?: Maybe<Money>;
  /** Its id, e.g. `standard`. */
  id: Scalars['ID']['output'];
  /** Working days it takes at most. */
  maxDays?: Maybe<Scalars['Int']['output']>;
  /** Working days it takes at least. */
  minDays?: Maybe<Scalars['Int']['output']>;
  /** Its name. */
  name: Scalars['String']['output'];
  /** What it costs; with tax or without, as the zone's prices. */
  price: Money;
};

/** A way of sending. */
export type ShippingMethodInput = {
  /** The sum of goods from which it costs nothing. */
  freeFrom?: InputMaybe<MoneyInput>;
  /** Its id, e.g. `standard`: lower-case letters, digits and hyphens, up to 60. */
  id: Scalars['ID']['input'];
  /** Working days it takes at most. */
  maxDays?: InputMaybe<Scalars['Int']['input']>;
  /** Working days it takes at least. */
  minDays?: InputMaybe<Scalars['Int']['input']>;
  /** Its name, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** What it costs, in the shop's currency; with tax or without, as the zone's prices. */
  price: MoneyInput;
};

/** How a stock is to be spread. */
export type SpreadStockInput = {
  /** In how many parts, 1 to 8. The same number again evens the parts out. */
  parts: Scalars['Int']['input'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
};

/** A variant's stock after a change. */
export type StockChange = {
  /** When it changed. Changes of a stock that is spread may come out of order: the latest counts. */
  at: Scalars['AWSDateTime']['output'];
  /** Units that can be bought now. */
  available: Scalars['Int']['output'];
  /** The product. */
  productId: Scalars['ID']['output'];
  /** The variant. */
  sku: Scalars['ID']['output'];
};

/** What can be listened to. */
export type Subscription = {
  /** Changes of the caller's own orders, or of one of them. */
  onMyOrderChange?: Maybe<OrderChange>;
  /** Changes of any order. For staff. */
  onOrderChange?: Maybe<OrderChange>;
  /** Orders as they are placed. For staff. */
  onOrderPlaced?: Maybe<OrderChange>;
  /** The caller's sales: each new one, and each time it comes to stand elsewhere, or one of its own parcels or returns does. For sellers. */
  onSale?: Maybe<SaleChange>;
  /** The stock of one product's variants as it changes. */
  onStockChange?: Maybe<StockChange>;
};


/** What can be listened to. */
export type SubscriptionOnMyOrderChangeArgs = {
  orderId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be listened to. */
export type SubscriptionOnOrderChangeArgs = {
  orderId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be listened to. */
export type SubscriptionOnSaleArgs = {
  orderId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be listened to. */
export type SubscriptionOnStockChangeArgs = {
  productId: Scalars['ID']['input'];
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
export type TaxRates = {
  /** E.g. books and food. */
  reduced: Scalars['Int']['output'];
  /** Goods without a class of their own. */
  standard: Scalars['Int']['output'];
  /** What some countries tax least. */
  superReduced: Scalars['Int']['output'];
};

/** Tax rates in basis points: 1900 is 19 %. */
export type TaxRatesInput = {
  /** E.g. books and food. */
  reduced: Scalars['Int']['input'];
  /** Goods without a class of their own. */
  standard: Scalars['Int']['input'];
  /** What some countries tax least. */
  superReduced: Scalars['Int']['input'];
};

/** Units of an order. */
export type UnitsInput = {
  /** How many, 1 to 999. */
  quantity: Scalars['Int']['input'];
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
};

/** An address to replace. */
export type UpdateAddressInput = {
  /** What it becomes. */
  address: AddressInput;
  /** The address's id. */
  id: Scalars['ID']['input'];
};

/** How many units the cart is to hold. */
export type UpdateCartLineInput = {
  /** Units, 1 to 999. */
  quantity: Scalars['Int']['input'];
  /** The variant's stock keeping unit; it must be in the cart. */
  sku: Scalars['ID']['input'];
};

/** What to change of a category; what is absent stays. */
export type UpdateCategoryInput = {
  /** What is found there, up to 1,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The category's id. */
  id: Scalars['ID']['input'];
  /** A picture: a key in the shop's media store, or an address. */
  image?: InputMaybe<Scalars['String']['input']>;
  /** Its name, 1 to 100 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Its place among the categories, 0 to 9,999. */
  position?: InputMaybe<Scalars['Int']['input']>;
  /** The version that the change is based on. */
  version: Scalars['Int']['input'];
};

/** What to change of a product; what is absent stays. */
export type UpdateProductInput = {
  /** The id of its category, which must exist. */
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** Its description, up to 10,000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The product's id. */
  id: Scalars['ID']['input'];
  /** Pictures and films, twenty at most. */
  media?: InputMaybe<Array<MediaInput>>;
  /** Whether it is on sale. */
  status?: InputMaybe<ProductStatus>;
  /** Words to find it by, 50 at most. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How it is taxed. */
  taxClass?: InputMaybe<TaxClass>;
  /** Its name, 1 to 200 characters. */
  title?: InputMaybe<Scalars['String']['input']>;
  /** The maker's or brand's name. */
  vendor?: InputMaybe<Scalars['String']['input']>;
  /** The version that the change is based on. */
  version: Scalars['Int']['input'];
};

/** What to change of an account; what is absent stays. */
export type UpdateProfileInput = {
  /** The customer's name, 1 to 100 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The customer's telephone number in international form, e.g. +4930123456. */
  phone?: InputMaybe<Scalars['AWSPhone']['input']>;
  /** Whether to send text messages about orders to that number: nobody gets any who did not ask. Asking takes a number. */
  textMessages?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What to change of a variant; what is absent stays. */
export type UpdateVariantInput = {
  /** What it cost before. */
  compareAtPrice?: InputMaybe<MoneyInput>;
  /** What one unit costs, in the shop's currency. */
  price?: InputMaybe<MoneyInput>;
  /** At how many units that can be bought it is on the list of `lowStock`, 0 to 1,000,000. Null takes it off for good. */
  reorderPoint?: InputMaybe<Scalars['Int']['input']>;
  /** The variant's stock keeping unit. */
  sku: Scalars['ID']['input'];
  /** Its name beside its siblings. */
  title?: InputMaybe<Scalars['String']['input']>;
  /** The version that the change is based on. */
  version: Scalars['Int']['input'];
};

/** What to change of a voucher; what is absent stays. */
export type UpdateVoucherInput = {
  /** Whether it can be used at all. */
  active?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its code. */
  code: Scalars['ID']['input'];
  /** From when it counts no more. */
  endsAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** Orders it can be used for in all. */
  maxUses?: InputMaybe<Scalars['Int']['input']>;
  /** What the goods must cost for it, before any discount. */
  minimum?: InputMaybe<MoneyInput>;
  /** From when it counts. */
  startsAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** The version that the change is based on. */
  version: Scalars['Int']['input'];
};

/** One buyable form of a product. */
export type Variant = {
  /** Units that can be bought now. */
  available: Scalars['Int']['output'];
  /** What it cost before; shown struck through. */
  compareAtPrice?: Maybe<Money>;
  /** In how many parts its stock lies, 1 for most: see `spreadStock`. */
  parts?: Maybe<Scalars['Int']['output']>;
  /** What one unit costs. */
  price: Money;
  /** The product it belongs to. */
  productId: Scalars['ID']['output'];
  /** At how many units that can be bought it is on the list of `lowStock`; null: never. Its seller and staff see it. */
  reorderPoint?: Maybe<Scalars['Int']['output']>;
  /** Units promised to orders that are not shipped yet. */
  reserved?: Maybe<Scalars['Int']['output']>;
  /** What was chosen, in the order of the product's options. */
  selectedOptions: Array<SelectedOption>;
  /** Its stock keeping unit. No two variants of the shop share one. */
  sku: Scalars['ID']['output'];
  /** Units that left the shop. */
  sold?: Maybe<Scalars['Int']['output']>;
  /** Its name beside its siblings, e.g. `M / Blue`. */
  title: Scalars['String']['output'];
  /** When it was last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** Counts the changes of everything but stock. */
  version: Scalars['Int']['output'];
  /** Weight of a unit in grams. */
  weightGrams?: Maybe<Scalars['Int']['output']>;
};

/** A variant to create. */
export type VariantInput = {
  /** What it cost before. */
  compareAtPrice?: InputMaybe<MoneyInput>;
  /** What one unit costs, in the shop's currency. */
  price: MoneyInput;
  /** At how many units that can be bought it is on the list of `lowStock`, 0 to 1,000,000; never when absent. */
  reorderPoint?: InputMaybe<Scalars['Int']['input']>;
  /** The choice for every option of the product, in their order. */
  selectedOptions?: InputMaybe<Array<SelectedOptionInput>>;
  /** Its stock keeping unit: letters, digits and `. _ -`, up to 64. Never changed afterwards. */
  sku: Scalars['ID']['input'];
  /** Units to start with, 0 to 1,000,000. */
  stock?: InputMaybe<Scalars['Int']['input']>;
  /** Its name beside its siblings; from the options when absent. */
  title?: InputMaybe<Scalars['String']['input']>;
  /** Weight of a unit in grams. */
  weightGrams?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of variants. */
export type VariantPage = {
  /** The variants of this page. */
  items: Array<Variant>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What takes something off an order for whoever knows its code. */
export type Voucher = {
  /** Whether it can be used at all. */
  active: Scalars['Boolean']['output'];
  /** Of a `FIXED` one: how much. */
  amount?: Maybe<Money>;
  /** The categories whose goods it is for; empty for all. */
  categoryIds: Array<Scalars['ID']['output']>;
  /** What the customer types. */
  code: Scalars['ID']['output'];
  /** When it was created. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** From when it counts no more. */
  endsAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** What it takes off. */
  kind: VoucherKind;
  /** Orders it can be used for in all. */
  maxUses?: Maybe<Scalars['Int']['output']>;
  /** What the goods must cost for it, before any discount. */
  minimum?: Maybe<Money>;
  /** Whether each customer can use it once. */
  oncePerCustomer: Scalars['Boolean']['output'];
  /** Of a `PERCENTAGE`: basis points, 1000 is 10 %. */
  rate?: Maybe<Scalars['Int']['output']>;
  /** From when it counts. */
  startsAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Orders it was used for. */
  uses: Scalars['Int']['output'];
  /** Counts the changes; its uses are none. */
  version: Scalars['Int']['output'];
};

/** What a voucher takes off. */
export type VoucherKind =
  /** An amount off the goods. */
  | 'FIXED'
  /** What sending costs. */
  | 'FREE_SHIPPING'
  /** A part of the goods. */
  | 'PERCENTAGE';

/** A page of vouchers. */
export type VoucherPage = {
  /** The vouchers of this page. */
  items: Array<Voucher>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Which return to call off. */
export type WithdrawReturnInput = {
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** The return. */
  returnId: Scalars['ID']['input'];
};

/** Whose debt to give up. */
export type WriteOffClaimInput = {
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** Why, as the customer may read it, up to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Where the shop sends to. */
export type Zone = {
  /** ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
  /** Whether prices hold the tax already, or it comes on top. */
  pricesIncludeTax: Scalars['Boolean']['output'];
  /** A state, province or county; null for the whole country. */
  region?: Maybe<Scalars['String']['output']>;
  /** The ways of sending, the usual one first. */
  shippingMethods: Array<ShippingMethod>;
  /** How sending is taxed. */
  shippingTaxClass: TaxClass;
  /** What is taxed how. */
  taxRates: TaxRates;
  /** Counts the changes. */
  version: Scalars['Int']['output'];
};

/** Where the shop sends to. */
export type ZoneInput = {
  /** ISO 3166-1 alpha-2. */
  country: Scalars['String']['input'];
  /** Whether prices hold the tax already, or it comes on top. */
  pricesIncludeTax: Scalars['Boolean']['input'];
  /** A state, province or county; the whole country when absent. */
  region?: InputMaybe<Scalars['String']['input']>;
  /** The ways of sending, 1 to 20. */
  shippingMethods: Array<ShippingMethodInput>;
  /** How sending is taxed. */
  shippingTaxClass?: InputMaybe<TaxClass>;
  /** What is taxed how. */
  taxRates: TaxRatesInput;
  /** The version that the change is based on; absent for a new zone. */
  version?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of zones. */
export type ZonePage = {
  /** The zones of this page. */
  items: Array<Zone>;
  /** Send it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};
