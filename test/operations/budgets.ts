/**
 * What each root field of the API may ask of the table: calls, read units and write units, at most, and how many
 * functions it may call beside (what those ask of the table is theirs). Of the dearest of its operations in `operations.ts`, at the sizes of `world.ts`. `test/e2e/budgets.test.ts` asks the running shop. A
 * budget that has become too wide fails as well: then it is lowered, so that what was gained is not lost unseen.
 *
 * To add a field: put its operation into `operations.ts`, run the test, and think about the numbers before you copy
 * them. A million units cost 0.125 (read) or 0.625 (write) dollars; each call is a round trip.
 */
export type Budget = readonly [calls: number, readUnits: number, writeUnits: number, functions?: number];

export const budgets: Readonly<Record<string, Budget>> = {
  // Looking around
  'Query.products': [1, 5.5, 0],
  'Query.category': [2, 6, 0],
  'Query.categories': [1, 1, 0],
  'Query.product': [3, 1.5, 0],
  'Query.productByHandle': [3, 2, 0],
  'Query.zones': [1, 0.5, 0],

  // Account and cart
  'Query.me': [2, 6.5, 0],
  'Mutation.updateProfile': [1, 0, 1],
  'Mutation.addAddress': [1, 0, 4],
  'Mutation.updateAddress': [1, 0, 1],
  'Mutation.removeAddress': [2, 1, 4],
  'Query.cart': [2, 3.5, 0],
  'Mutation.addToCart': [3, 4.5, 1],
  'Mutation.updateCartLine': [3, 3.5, 1],
  'Mutation.removeFromCart': [3, 3.5, 1],
  'Mutation.clearCart': [1, 0, 1],

  // Buying
  'Query.quote': [2, 8, 0],
  'Mutation.placeOrder': [3, 12, 49],
  'Mutation.payOrder': [3, 2, 26],
  'Mutation.confirmPayment': [2, 4, 0, 1],
  'Query.order': [1, 2, 0],
  'Mutation.cancelOrder': [3, 2, 45],
  'Mutation.requestReturn': [4, 4, 26],
  'Mutation.withdrawReturn': [4, 5, 28],
  'Mutation.postReview': [3, 3, 9],

  // The shop's own work
  // In eight buckets, of which an empty one costs as much as a small item: 7 to 9 units, by chance.
  'Query.orders': [8, 9, 0],
  'Mutation.recordPayment': [3, 2, 36],
  'Mutation.packShipment': [4, 4, 27],
  'Mutation.shipShipment': [4, 4, 47],
  'Mutation.moveShipment': [4, 4, 27],
  'Query.returns': [1, 0.5, 0],
  'Mutation.decideReturn': [4, 5, 28],
  'Mutation.receiveReturn': [4, 5, 36],
  'Mutation.refundOrder': [3, 3, 26],
  'Mutation.recordRefund': [3, 3, 26],
  'Mutation.writeOffClaim': [3, 3, 32],
  'Query.riskReviews': [4, 3.5, 0],
  'Mutation.decideRiskReview': [3, 3, 33],
  'Query.failedMovements': [1, 0.5, 0],

  // What a seller does with an order's own goods
  'Mutation.packSale': [4, 4, 23],
  'Mutation.shipSale': [4, 4, 37],
  'Mutation.moveSale': [4, 4, 23],
  'Query.myReturns': [1, 0.5, 0],
  'Mutation.decideSaleReturn': [4, 5, 27],
  'Mutation.receiveSaleReturn': [4, 5, 35],

  // Keeping the catalogue
  'Query.productsByStatus': [1, 5.5, 0],
  'Query.myProducts': [3, 2, 0],
  'Query.mySales': [3, 11.5, 0],
  'Query.sale': [1, 2, 0],
  'Query.lowStock': [2, 2.5, 0],
  'Mutation.createCategory': [1, 0, 2],
  'Mutation.updateCategory': [1, 0, 2],
  'Mutation.createProduct': [2, 0.5, 57],
  'Mutation.updateProduct': [3, 2.5, 27],
  'Mutation.addVariant': [3, 3, 21],
  'Mutation.updateVariant': [3, 3, 17],
  'Mutation.adjustStock': [4, 4, 4],
  'Mutation.spreadStock': [4, 4, 25],
  'Mutation.importProducts': [0, 0, 0, 1],
  'Mutation.putZone': [1, 0, 2],
  'Query.vouchers': [1, 0.5, 0],
  'Mutation.createVoucher': [1, 0, 2],
  'Mutation.updateVoucher': [1, 0, 2],
  'Mutation.replyToReview': [2, 2, 2],
  'Mutation.moderateReview': [3, 2, 8],
  'Query.hiddenReviews': [1, 0.5, 0],
  'Mutation.removeReview': [3, 2, 7],

  // What the shop's own functions send
  'Mutation.publishOrderChange': [1, 2, 0],
  'Mutation.publishSale': [1, 2, 0],
  'Mutation.publishStockChange': [0, 0, 0],
};
