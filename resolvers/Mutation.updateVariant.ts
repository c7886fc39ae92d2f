export { request, response } from './Mutation.addVariant.ts';
