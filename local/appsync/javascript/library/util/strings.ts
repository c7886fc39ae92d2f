import { fault } from '../../realm/halt.ts';
import type { Library } from '../../realm/realm.ts';
import { stringArgument } from '../arguments.ts';

const forms = ['nfc', 'nfd', 'nfkc', 'nfkd'];

/** `util.str`. */
export const stringsLibrary: Library = {
  normalize(value: unknown, form: unknown) {
    const text = stringArgument('util.str.normalize', value);
    if (typeof form !== 'string' || !forms.includes(form))
      return fault(`util.str.normalize: the form must be one of ${forms.join(', ')}`);
    return text.normalize(form.toUpperCase());
  },
};
