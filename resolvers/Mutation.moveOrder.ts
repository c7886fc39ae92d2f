export { request, response } from './Mutation.cancelOrder.ts';
