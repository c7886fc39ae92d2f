import type { DeadLetterSource } from '../../../core/inspection.ts';
import { plural, shortName } from './words.ts';

/** Names that are told of each kind; a shop may have a rule for every letter of the alphabet. */
const told = 2;

/**
 * Whose dead letters a queue holds, in a line.
 *
 * @example
 * sourcesText([{ kind: 'queue', name: 'Parcels' }, { kind: 'rule', name: 'Placed' }]); // 'Parcels; rule Placed'
 * sourcesText([{ kind: 'stream', name: 'Shop', reader: 'Announce' }]); // 'the stream of Shop, read by Announce'
 */
export function sourcesText(sources: readonly DeadLetterSource[]): string {
  const kinds = [...new Set(sources.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const own = sources.filter((source) => source.kind === kind);
      if (own.length <= told) return own.map(sourceText).join(', ');
      const first = own.slice(0, told).map(({ name }) => shortName(name));
      return `${plural(own.length, kind)}: ${first.join(', ')}, …`;
    })
    .join('; ');
}

/** All of them, a line each. */
export const sourcesList = (sources: readonly DeadLetterSource[]): string =>
  sources.map(sourceText).join('\n');

function sourceText(source: DeadLetterSource): string {
  const name = shortName(source.name);
  if (source.kind === 'stream') return `the stream of ${name}, read by ${shortName(source.reader)}`;
  return source.kind === 'queue' ? name : `${source.kind} ${name}`;
}
