import { objectArgument } from './arguments.ts';

/** `@aws-appsync/utils/ai`: requests to a data source of the type AMAZON_BEDROCK_RUNTIME. */
export const invokeModel = (payload: unknown) => ({
  ...objectArgument('invokeModel', payload),
  operation: 'InvokeModel',
});

export const converse = (payload: unknown) => ({
  ...objectArgument('converse', payload),
  operation: 'Converse',
});
