import { refuse, type Place } from './refusal.ts';

/**
 * `*` stands for any text, `\*` for itself and `\\` for a backslash.
 * @throws EventPatternError; positions count the opening quote, as the service's do.
 */
export function wildcardTest(text: string, place: Place): (value: string) => boolean {
  let expression = '';
  const bytesBefore = (index: number) => Buffer.byteLength(text.slice(0, index)) + 1;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === '*') {
      if (next === '*') return refuse(`Consecutive wildcard characters at pos ${bytesBefore(index)}`, place);
      expression += '.*';
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') {
        return refuse(`Invalid escape character at pos ${bytesBefore(index)}`, place);
      }
      expression += `\\${next}`;
      index++;
    } else {
      expression += character.replace(/[.+?^${}()|[\]/-]/, '\\$&');
    }
  }
  const compiled = new RegExp(`^${expression}$`, 's');
  return (value) => compiled.test(value);
}
