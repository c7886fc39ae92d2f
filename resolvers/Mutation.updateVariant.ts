export { request, response } from './Mutation.adjustStock.ts';
