import { expect, it } from 'vitest';
import type { DeadLetterSource } from '../../../local/core/inspection.ts';
import { sourcesList, sourcesText } from '../../../local/explorer/page/cloud/dead-letters.ts';

const rule = (name: string): DeadLetterSource => ({ kind: 'rule', name });

it('says of dead letters whose they are, and of many of a kind how many', () => {
  const sources: DeadLetterSource[] = [
    { kind: 'queue', name: 'Shop-dev-ParcelsQueue41644E75-5KD0AZ3TAW9E' },
    { kind: 'stream', name: 'Shop', reader: 'Announce' },
    rule('placed'),
  ];
  expect(sourcesText(sources)).toBe('ParcelsQueue; the stream of Shop, read by Announce; rule placed');
  expect(sourcesText([...sources, rule('paid'), rule('sent')])).toBe(
    'ParcelsQueue; the stream of Shop, read by Announce; 3 rules: placed, paid, …',
  );
  expect(sourcesList([rule('placed'), rule('paid')])).toBe('rule placed\nrule paid');
});
