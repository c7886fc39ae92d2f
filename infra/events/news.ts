/** What people of the shop are told of, as it happens. */

/** Events that somebody is told of in words. */
export interface News {
  readonly pattern: object;
  /** Where in the event each of the words in `<angle brackets>` stands. */
  readonly paths: Readonly<Record<string, string>>;
  readonly words: string;
}

/** An order waits for somebody to look at it. */
export const orderHeld: News = {
  pattern: { source: ['bodega.orders'], detail: { type: ['HELD'] } },
  paths: { order: '$.detail.orderId', reasons: '$.detail.note' },
  words: 'Order <order> is held: <reasons>. It waits among riskReviews for somebody to decide.',
};

/** A stock of the shop's own is at its reorder point. */
export const ownStockLow: News = {
  pattern: { source: ['bodega.stock'], 'detail-type': ['StockLow'], detail: { sellerId: ['shop'] } },
  paths: { sku: '$.detail.sku', left: '$.detail.available', point: '$.detail.reorderPoint' },
  words: 'Of <sku> there are <left> left to sell; its reorder point is <point>.',
};
