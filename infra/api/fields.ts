/**
 * Which field is answered by what: one line for every field that has a resolver.
 *
 * - `unit('table')`: `resolvers/<Type.field>.ts`, straight on that data source.
 * - `pipeline('table:readCart', 'none:price')`: `resolvers/<Type.field>.ts` around `resolvers/steps/readCart.ts` on
 *   the table, then `resolvers/steps/price.ts` on no data source. Pipelines may share steps.
 *
 * To add a field: write its file, put its line here, `npm run build`. Fields of a type that are plain values of what
 * the parent's resolver answered need no line. The data sources stand in `data-sources.ts`.
 *
 * A mutation with an idempotency key reads what it decides from first, and only then whether it was answered before: what
 * it sees of a twin that came at the same time, it then sees the twin's answer of, too. What is written later than that
 * makes its own write fail, on the key.
 */
export type DataSourceName = 'table' | 'none' | 'importProducts' | 'releaseOverdue' | 'confirmPayment';
export type Step = `${DataSourceName}:${string}`;

export type FieldResolver =
  | { readonly kind: 'unit'; readonly dataSource: DataSourceName }
  | { readonly kind: 'pipeline'; readonly steps: readonly Step[] };

/** After a list of orders: those whose time is up are ended, and read again. */
const endingOverdue: readonly Step[] = ['releaseOverdue:endOverdue', 'table:readEnded'];

export const fields: Readonly<Record<`${string}.${string}`, FieldResolver>> = {
  // Catalogue
  'Query.product': pipeline('table:readProduct', 'table:readParts'),
  'Query.productByHandle': pipeline('table:readHandleClaim', 'table:readProduct', 'table:readParts'),
  'Query.products': unit('table'),
  'Query.category': unit('table'),
  'Query.categories': unit('table'),
  'Query.myProducts': pipeline('table:readMyProducts', 'table:readMyProducts', 'table:readMyProducts'),
  'Query.lowStock': pipeline('table:readLowStock', 'table:readWatchedVariants', 'table:readParts'),
  'Query.productsByStatus': unit('table'),
  'Product.category': unit('table'),
  'Product.variants': pipeline('table:readVariants', 'table:readParts'),
  'Category.products': unit('table'),
  'Variant.reorderPoint': unit('none'),

  // Account
  'Query.me': unit('table'),
  'Customer.addresses': unit('table'),
  'Customer.cart': pipeline('table:readCart', 'table:readCartVariants', 'table:readParts'),
  'Customer.orders': pipeline('table:readCustomerOrders', ...endingOverdue),
  'Mutation.updateProfile': unit('table'),
  'Mutation.addAddress': unit('table'),
  'Mutation.updateAddress': unit('table'),
  'Mutation.removeAddress': pipeline('table:readAddress', 'table:deleteAddress'),

  // Cart
  'Query.cart': pipeline('table:readCart', 'table:readCartVariants', 'table:readParts'),
  'Mutation.addToCart': cartChange('readCartAndSku'),
  'Mutation.updateCartLine': cartChange('readCart'),
  'Mutation.removeFromCart': cartChange('readCart'),
  'Mutation.clearCart': unit('table'),

  // Orders
  'Query.order': pipeline('table:readOrder', 'releaseOverdue:endOverdue', 'table:readOrder'),
  'Query.orders': overBuckets('readOrders', ...endingOverdue),
  'Order.payments': unit('table'),
  'Order.events': unit('table'),
  'Order.ledger': unit('table'),
  'Query.quote': pipeline('table:readCheckout', 'table:readCartVariants'),
  'Query.zones': unit('table'),
  'Mutation.putZone': unit('table'),
  'Mutation.placeOrder': pipeline(
    'table:readCheckout',
    'table:readCartVariants',
    'table:readShards',
    'table:writeCheckout',
    // Only when the stock was short.
    'releaseOverdue:reclaimStock',
    'table:readCartVariants',
    'table:readShards',
    // A transaction that lost a race is tried again at once.
    'table:writeCheckout',
    'table:writeCheckout',
    // Only when it was refused: not before it is clear that no twin of it was answered.
    'table:readRefused',
  ),
  'Mutation.cancelOrder': change('writeCancellation'),
  'Mutation.recordPayment': change('writePayment'),
  'Mutation.payOrder': change('writePaymentRequest'),
  'Mutation.confirmPayment': pipeline(
    'table:readOrderPage',
    'confirmPayment:askProvider',
    'table:readOrderPage',
  ),
  'Mutation.refundOrder': change('writeRefund'),
  'Mutation.recordRefund': change('writeRefundRecord'),
  'Mutation.writeOffClaim': change('writeWriteOff'),
  'Query.failedMovements': unit('table'),

  // Parcels and returns
  'Order.shipments': unit('table'),
  'Order.returns': unit('table'),
  'Query.returns': unit('table'),
  'Mutation.packShipment': change('writePacking'),
  'Mutation.shipShipment': change('writeShipping'),
  'Mutation.moveShipment': change('writeShipmentMove'),
  'Mutation.requestReturn': change('writeReturnRequest'),
  'Mutation.withdrawReturn': change('writeReturnWithdrawal'),
  'Mutation.decideReturn': change('writeReturnDecision'),
  'Mutation.receiveReturn': change('writeReturnReceipt'),

  // Orders to be looked at
  'Query.riskReviews': unit('table'),
  'RiskReview.order': unit('table'),
  'Mutation.decideRiskReview': change('writeRiskDecision'),

  // Vouchers
  'Query.vouchers': unit('table'),
  'Mutation.createVoucher': unit('table'),
  'Mutation.updateVoucher': unit('table'),

  // Reviews
  'Product.rating': unit('table'),
  'Product.reviews': unit('table'),
  'Query.hiddenReviews': unit('table'),
  'Mutation.postReview': reviewing('writeReview'),
  'Mutation.removeReview': reviewing('writeReviewRemoval'),
  'Mutation.moderateReview': reviewing('writeReviewModeration'),
  'Mutation.replyToReview': pipeline('table:readProductPage', 'table:writeReviewReply'),

  // A seller's own orders: a step for each of `maxListedStates` of `rules/limits.ts`
  'Query.mySales': pipeline(
    'table:readSales',
    'table:readSales',
    'table:readSales',
    'table:readSales',
    'table:readSoldOrders',
    ...endingOverdue,
  ),
  'Query.sale': pipeline('table:readSale', 'releaseOverdue:endOverdue', 'table:readSale'),
  'Sale.events': unit('table'),

  // A seller's own parcels and returns: the steps are those of staff, the door is another
  'Sale.shipments': unit('table'),
  'Sale.returns': unit('table'),
  'Query.myReturns': unit('table'),
  'Mutation.packSale': change('writePacking'),
  'Mutation.shipSale': change('writeShipping'),
  'Mutation.moveSale': change('writeShipmentMove'),
  'Mutation.decideSaleReturn': change('writeReturnDecision'),
  'Mutation.receiveSaleReturn': change('writeReturnReceipt'),

  // Keeping the catalogue
  'Mutation.createCategory': unit('table'),
  'Mutation.updateCategory': unit('table'),
  'Mutation.createProduct': unit('table'),
  'Mutation.updateProduct': pipeline('table:readProductPage', 'table:readParts', 'table:writeProduct'),
  'Mutation.addVariant': pipeline('table:readProductPage', ...once('writeVariant')),
  'Mutation.updateVariant': pipeline(
    'table:readSkuClaim',
    'table:readProductPage',
    'table:readParts',
    'table:writeVariantChange',
  ),
  'Mutation.adjustStock': pipeline(
    'table:readSkuClaim',
    'table:readProductPage',
    'table:readParts',
    ...once('writeStock'),
    // Whoever lost a race goes on from what the condition met.
    ...once('writeStock'),
    ...once('writeStock'),
  ),
  'Mutation.spreadStock': pipeline(
    'table:readSkuClaim',
    'table:readProductPage',
    'table:readParts',
    ...once('writeSpread'),
    // Whoever lost a race looks and decides anew, once.
    'table:readProductPage',
    'table:readParts',
    ...once('writeSpread'),
  ),
  'Mutation.importProducts': unit('importProducts'),

  // Telling subscribers
  'Mutation.publishOrderChange': unit('table'),
  'Mutation.publishSale': unit('table'),
  'Mutation.publishStockChange': pipeline('table:readVariant', 'table:readParts'),
  'Subscription.onMyOrderChange': unit('none'),
  'Subscription.onOrderPlaced': unit('none'),
  'Subscription.onOrderChange': unit('none'),
  'Subscription.onSale': unit('none'),
  'Subscription.onStockChange': unit('none'),
};

function unit(dataSource: DataSourceName): FieldResolver {
  return { kind: 'unit', dataSource };
}

function pipeline(...steps: Step[]): FieldResolver {
  return { kind: 'pipeline', steps };
}

/** A change of the caller's cart, from how it is read on. */
function cartChange(reading: string): FieldResolver {
  return pipeline(`table:${reading}`, 'table:readCartVariants', 'table:readParts', 'table:writeCart');
}

/** A list of what is spread over the buckets of an index, `indexBuckets` of `rules/limits.ts`: each is asked in turn. */
function overBuckets(step: string, ...after: Step[]): FieldResolver {
  return pipeline(...Array.from({ length: 8 }, (): Step => `table:${step}`), ...after);
}

/** A step that does what was asked for, unless that was done before. */
function once(step: string): readonly Step[] {
  return ['table:readRequest', `table:${step}`];
}

/** A change of one order: whoever loses a race reads and decides anew, three times in all. */
function change(step: string): FieldResolver {
  const attempt: readonly Step[] = ['table:readOrderPage', ...once(step)];
  return pipeline(...attempt, ...attempt, ...attempt);
}

/** A change of one review: whoever loses a race reads and decides anew, once. */
function reviewing(step: string): FieldResolver {
  const attempt: readonly Step[] = ['table:readReview', ...once(step)];
  return pipeline(...attempt, ...attempt);
}
