import { fault } from '../realm/halt.ts';

/** `@aws-appsync/utils/ai`: models are not run locally, and a handler that asks for one is told so. */
const unsupported = (name: string) => (): never =>
  fault(`${name} of @aws-appsync/utils/ai is not supported locally: there is no Amazon Bedrock to ask`);

export const invokeModel = unsupported('invokeModel');
export const converse = unsupported('converse');
