import type { Library } from '../../realm/realm.ts';
import type { SessionHolder } from '../../session.ts';
import { numberArgument } from '../arguments.ts';

/** `util.math`. `randomWithinRange` includes its first bound and excludes its second (not established). */
export function mathLibrary(session: SessionHolder): Library {
  const random = () => session.current.environment.random();
  const number = (name: string, value: unknown) => numberArgument(`util.math.${name}`, value);
  return {
    roundNum: (value: unknown) => Math.round(number('roundNum', value)),
    minVal: (a: unknown, b: unknown) => Math.min(number('minVal', a), number('minVal', b)),
    maxVal: (a: unknown, b: unknown) => Math.max(number('maxVal', a), number('maxVal', b)),
    randomDouble: () => random(),
    randomWithinRange(start: unknown, end: unknown) {
      const low = Math.ceil(number('randomWithinRange', start));
      const high = Math.floor(number('randomWithinRange', end));
      return low + Math.floor(random() * (high - low));
    },
  };
}
