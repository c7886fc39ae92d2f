import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { TestShop } from './shop.ts';

/**
 * Calls one of the shop's functions, as a schedule or an engineer does, and answers with what it answers.
 *
 * @param construct - what its logical id begins with, e.g. `ReleaseOverdue`
 * @throws Error with the function's failure
 */
export async function invoke(
  { cloud, clock }: TestShop,
  construct: string,
  payload: object = {},
): Promise<any> {
  const { endpoints, region, credentials, resources } = cloud;
  const client = new LambdaClient({
    endpoint: endpoints.gateway,
    region,
    credentials,
    systemClockOffset: clock.now() - Date.now(),
  });
  const { physicalId } = resources.find(
    ({ type, logicalId }) => type === 'AWS::Lambda::Function' && logicalId.startsWith(construct),
  )!;
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: physicalId, Payload: JSON.stringify(payload) }),
  );
  client.destroy();
  const text = Buffer.from(Payload!).toString();
  if (FunctionError) throw new Error(`${FunctionError}: ${text}`);
  return JSON.parse(text);
}
