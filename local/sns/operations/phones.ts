import { invalidParameter } from '../errors.ts';
import { pageOf, type Input, type Operations, type Service } from './operation.ts';

/** Operations on the list of telephones whose owners want no text messages. */
export function phoneOperations({ phones }: Service): Operations {
  const numberIn = ({ phoneNumber }: Input): string => {
    if (typeof phoneNumber !== 'string' || phoneNumber === '') throw invalidParameter('PhoneNumber');
    return phoneNumber;
  };
  return {
    CheckIfPhoneNumberIsOptedOut: {
      resource: () => '*',
      run: (input) => ({ isOptedOut: phones.isOptedOut(numberIn(input)) }),
    },
    ListPhoneNumbersOptedOut: {
      resource: () => '*',
      run({ nextToken: NextToken }) {
        const { page, next } = pageOf(phones.optedOut(), { NextToken });
        return { phoneNumbers: page, nextToken: next };
      },
    },
    // As often as one likes; the service has it once in thirty days.
    OptInPhoneNumber: {
      resource: () => '*',
      run: (input) => (phones.optIn(numberIn(input)), {}),
    },
  };
}
