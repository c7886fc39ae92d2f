import type { Assembly } from '../assembly/assembly.ts';

/** An option of the start that cannot be; its message says why. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/**
 * Region and account of the local cloud: those asked for, otherwise those of the first stack that was synthesized for
 * one, so that what the CDK wrote out in the templates agrees with what the services say.
 * @throws OptionError when either is malformed.
 */
export function placeOf(
  { stacks }: Assembly,
  asked: { readonly region?: string; readonly accountId?: string },
): { region: string; accountId: string; partition: string } {
  const region = asked.region ?? stacks.find((stack) => stack.region)?.region ?? 'us-east-1';
  const accountId = asked.accountId ?? stacks.find((stack) => stack.accountId)?.accountId ?? '000000000000';
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
    throw new OptionError(`${region} is not the name of an AWS region`);
  if (!/^\d{12}$/.test(accountId))
    throw new OptionError(`an account id has twelve digits, unlike ${accountId}`);
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { region, accountId, partition };
}
