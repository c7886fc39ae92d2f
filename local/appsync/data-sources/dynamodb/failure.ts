import { AwsError } from '../../../core/aws-error.ts';
import { RequestFault, type DataSourceAnswer } from '../../execution/resolve.ts';

/** What AppSync makes of an error of DynamoDB: `ctx.error`, with the exception's name after `DynamoDB:`. */
export function failure(error: unknown, requestId: string, result: unknown = null): DataSourceAnswer {
  if (error instanceof RequestFault) throw error;
  if (!(error instanceof AwsError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { result, error: { type: 'DynamoDB:SdkClientException', message } };
  }
  return {
    result,
    error: {
      type: `DynamoDB:${error.name}`,
      message: `${error.message} (Service: DynamoDb, Status Code: ${error.statusCode}, Request ID: ${requestId})`,
    },
  };
}
