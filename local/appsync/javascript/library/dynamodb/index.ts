/** The members of `@aws-appsync/utils/dynamodb`. */
export { get, put, query, remove, scan, sync, update } from './single.ts';
export { batchDelete, batchGet, batchPut, transactGet, transactWrite } from './many.ts';
export { operations } from './operations.ts';
export { toBinarySet, toNumberSet, toStringSet } from '../util/dynamodb.ts';
