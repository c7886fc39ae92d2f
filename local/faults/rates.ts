import { faultKinds, type FaultKind } from '../core/faults.ts';

/**
 * How often a kind strikes where it is asked: a share from 0 to 1, or one for each of several patterns of points
 * (`*` for any text), of which the first that fits counts; where none fits, nothing strikes.
 */
export type Rate = number | Readonly<Record<string, number>>;

/** Rates by kind; a kind that is left out never strikes. */
export type FaultRates = Readonly<Partial<Record<FaultKind, Rate>>>;

/** Rates or patterns that cannot be; the message says which. */
export class FaultOptionError extends Error {
  override readonly name = 'FaultOptionError';
}

/**
 * Everything at once, at rates that a system which is right works through: what a command line gets that names only a
 * seed. The share of stale index reads is the one measured on DynamoDB right after a write.
 */
export const usualRates: FaultRates = {
  'dynamodb.throttled': 0.01,
  'dynamodb.conflict': 0.01,
  'dynamodb.inProgress': 0.005,
  'dynamodb.failedBefore': 0.005,
  'dynamodb.failedAfter': 0.005,
  'dynamodb.unprocessed': 0.02,
  'dynamodb.staleIndex': 0.035,
  'dynamodb.staleRead': 0.035,
  'streams.duplicated': 0.02,
  'streams.restarted': 0.01,
  'streams.delayed': 0.02,
  'streams.reordered': 0.05,
  'sqs.duplicated': 0.02,
  'sqs.reordered': 0.05,
  'sqs.lostAck': 0.01,
  'sqs.earlyVisible': 0.01,
  'lambda.throttled': 0.01,
  'lambda.timeoutBefore': 0.005,
  'lambda.timeoutAfter': 0.005,
  'lambda.crashed': 0.01,
  'lambda.slowStart': 0.1,
  'lambda.duplicated': 0.02,
  'delivery.delayed': 0.02,
  'delivery.duplicated': 0.02,
  'delivery.lostAck': 0.01,
  'gateway.resetBefore': 0.002,
  'gateway.resetAfter': 0.002,
};

const kinds = Object.keys(faultKinds) as FaultKind[];

/** @throws FaultOptionError for a kind that does not exist or a rate outside 0 to 1. */
export function checkRates(rates: FaultRates): FaultRates {
  for (const [kind, rate] of Object.entries(rates)) {
    if (!Object.hasOwn(faultKinds, kind)) {
      throw new FaultOptionError(`there is no fault ${kind}; there are ${kinds.join(', ')}`);
    }
    for (const share of typeof rate === 'number' ? [rate] : Object.values(rate)) {
      if (!(share >= 0 && share <= 1)) {
        throw new FaultOptionError(`the rate of ${kind} is a share from 0 to 1, not ${share}`);
      }
    }
  }
  return rates;
}

/**
 * Reads what the command line says: `<seed>`, or `<seed>:<kind>=<rate>,…`, where `dynamodb.*` stands for every kind of
 * a service and a kind without a rate strikes at its usual one.
 *
 * @throws FaultOptionError
 * @example
 * readFaultSpec('7:dynamodb.*,sqs.lostAck=0.1');
 */
export function readFaultSpec(text: string): { seed: string; rates: FaultRates } {
  const [seed = '', spec] = text.split(/:(.*)/s);
  if (seed === '') throw new FaultOptionError('faults need a seed, any text');
  if (spec === undefined) return { seed, rates: usualRates };
  const rates: Partial<Record<FaultKind, Rate>> = {};
  for (const part of spec.split(',').filter(Boolean)) {
    const [pattern = '', share] = part.split('=');
    const meant = kinds.filter(matching(pattern));
    if (meant.length === 0)
      throw new FaultOptionError(`there is no fault ${pattern}; there are ${kinds.join(', ')}`);
    for (const kind of meant) rates[kind] = share === undefined ? usualRates[kind]! : Number(share || NaN);
  }
  return { seed, rates: checkRates(rates) };
}

/** A test of texts against a pattern, `*` for any text. */
export function matching(pattern: string): (text: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, 's');
  return (text) => expression.test(text);
}
