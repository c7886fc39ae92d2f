import { duration } from '../trace/rows.ts';

/** `14:03:07`, on another day than today with its date. */
export function timeOf(moment: number): string {
  const date = new Date(moment);
  const time = date.toLocaleTimeString('en-GB');
  return date.toDateString() === new Date().toDateString()
    ? time
    : `${date.toLocaleDateString('en-CA')} ${time}`;
}

/** How long something took; empty while it goes on. */
export const lasted = (from: number, to: number | undefined): string =>
  to === undefined ? '' : duration(Math.max(1, to - from));

/** What people call the resource of an ARN. */
export const nameIn = (arn: string): string => shortName(arn.split(/[:/]/).at(-1) ?? arn);

/**
 * What a template calls a resource whose name CloudFormation made of stack, logical id and chance, without the hash that
 * CDK gives the id; any other name as it is.
 *
 * @example
 * shortName('Shop-dev-PaymentsQueue41644E75-5KD0AZ3TAW9E'); // 'PaymentsQueue'
 */
export const shortName = (name: string): string =>
  /^.+-(?<id>[A-Za-z]\w*?)(?:[0-9A-F]{8}|(?<=[a-z])[0-9A-F]{1,7})?-[0-9A-Z]{12}(?:\.fifo)?$/.exec(name)
    ?.groups!.id ?? name;

/** Which service an ARN belongs to: `sqs`, `lambda`. */
export const serviceIn = (arn: string): string => arn.split(':')[2] ?? '';

export type Mood = 'good' | 'busy' | 'bad' | 'warn' | 'quiet';

/** How a status of an execution, a state or a delivery is to be taken. */
export const moodOf = (status: string): Mood => moods[status.toLowerCase()] ?? 'quiet';

const moods: Readonly<Record<string, Mood>> = {
  succeeded: 'good',
  delivered: 'good',
  running: 'busy',
  pending: 'busy',
  pending_redrive: 'busy',
  retrying: 'warn',
  caught: 'warn',
  failed: 'bad',
  timed_out: 'bad',
  'dead-lettered': 'bad',
  aborted: 'quiet',
};

/** A sign beside the colour, for those who see none. */
export const signs: Readonly<Record<Mood, string>> = {
  good: '✓',
  busy: '●',
  bad: '✕',
  warn: '↩',
  quiet: '–',
};

/** `timed out`, of `TIMED_OUT`. */
export const spoken = (status: string): string => status.toLowerCase().replaceAll('_', ' ');

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
