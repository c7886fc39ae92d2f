export { request, response } from './Query.cart.ts';
