/**
 * What a web or mobile team imports: one call to configure, one typed client, the shop's operations by name.
 *
 * @example
 * import { client, configure, listProducts } from './client/index.ts';
 * import outputs from './amplify_outputs.json' with { type: 'json' };
 *
 * configure(outputs);
 * const { data } = await client.graphql({ query: listProducts, variables: { limit: 10 }, authMode: 'apiKey' });
 * console.log(data.products.items.map(({ title }) => title));
 */
export { client, configure, type AmplifyOutputs } from './amplify.ts';
export { onConnectionState, onSubscriptionReady } from './connection.ts';
export { errorsOf, type ShopErrorInfo } from './errors.ts';
export { followOrder, type OrderSource, type OrderStep } from './follow-order.ts';
export { watchOrder, type WatchOrderOptions } from './watch-order.ts';
export * from './generated/documents.ts';
export type * from './generated/operations.ts';
/** Every type of the contract, for code that needs more than the operations' results. */
export type * as schema from './generated/schema.ts';
