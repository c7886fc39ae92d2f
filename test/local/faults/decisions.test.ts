import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { faultKinds, type FaultKind } from '../../../local/core/faults.ts';
import { createLog } from '../../../local/core/log.ts';
import { createFaults, type FaultPlan } from '../../../local/faults/index.ts';
import { readFaultSpec, usualRates } from '../../../local/faults/rates.ts';

const clock = new ManualClock();
const open = (plan: FaultPlan) => createFaults(plan, { clock, log: createLog('silent') });
const rates = { 'sqs.lostAck': 0.3, 'lambda.crashed': 0.3 } as const;

/** What is decided, a digit each, the further choices of a fault after it. */
const ask = ({ faults }: ReturnType<typeof open>, kind: FaultKind, point: string, times = 50) =>
  Array.from({ length: times }, () => faults.strikes(kind, point)?.chance() ?? 0);

describe('decisions', () => {
  it('are the same for the same seed, and others for another', () => {
    const once = ask(open({ seed: 7, rates }), 'sqs.lostAck', 'Mail');
    expect(ask(open({ seed: '7', rates }), 'sqs.lostAck', 'Mail')).toEqual(once);
    expect(ask(open({ seed: 8, rates }), 'sqs.lostAck', 'Mail')).not.toEqual(once);
    expect(once.filter(Boolean).length).toBeGreaterThan(5);
    expect(once.filter(Boolean).length).toBeLessThan(30);
  });

  it('of one kind and point do not depend on how often others are asked', () => {
    const alone = ask(open({ seed: 7, rates }), 'sqs.lostAck', 'Mail');
    const busy = open({ seed: 7, rates });
    const among = alone.map(() => {
      ask(busy, 'sqs.lostAck', 'Other', 3);
      ask(busy, 'lambda.crashed', 'Mail', 2);
      return ask(busy, 'sqs.lostAck', 'Mail', 1)[0];
    });
    expect(among).toEqual(alone);
  });

  it('come as often as the rate says', () => {
    const faults = open({ seed: 1, rates: { 'dynamodb.staleIndex': 0.035 } });
    const struck = ask(faults, 'dynamodb.staleIndex', 'Shop/GSI1', 100_000).filter(Boolean).length;
    expect(struck / 100_000).toBeCloseTo(0.035, 2);
    expect(faults.control.counts()).toEqual({ 'dynamodb.staleIndex': struck });
  });

  it('never strike without a rate, while paused, or once it is over', () => {
    const silent = open({ seed: 1 });
    for (const kind of Object.keys(faultKinds) as FaultKind[]) ask(silent, kind, 'anywhere');
    expect(silent.control.counts()).toEqual({});
    const faults = open({ seed: 1, rates: { 'sqs.lostAck': 1 }, until: clock.now() + 1_000 });
    faults.control.pause();
    expect(ask(faults, 'sqs.lostAck', 'Mail', 2)).toEqual([0, 0]);
    faults.control.resume();
    expect(faults.faults.expects('sqs.lostAck')).toBe(true);
    expect(faults.faults.strikes('sqs.lostAck', 'Mail')).toBeDefined();
    clock.advance(1_000);
    expect(faults.faults.expects('sqs.lostAck')).toBe(false);
    expect(faults.faults.strikes('sqs.lostAck', 'Mail')).toBeUndefined();
  });

  it('go by rates that may differ by point, and may be set anew', () => {
    const { faults, control } = open({
      seed: 1,
      rates: { 'lambda.crashed': { 'Shop-Publish*': 1, '*': 0 } },
    });
    expect(faults.strikes('lambda.crashed', 'Shop-Publish-1')).toBeDefined();
    expect(faults.strikes('lambda.crashed', 'Shop-Other')).toBeUndefined();
    control.set({ 'sqs.lostAck': 1 });
    expect(faults.strikes('lambda.crashed', 'Shop-Publish-1')).toBeUndefined();
    expect(faults.strikes('sqs.lostAck', 'Mail')).toBeDefined();
  });

  it('are told, and a part of them can be repeated', () => {
    const first = open({ seed: 3, rates });
    const choices = ask(first, 'sqs.lostAck', 'Mail');
    ask(first, 'lambda.crashed', 'Publish');
    const told = first.control.log();
    expect(told.length).toBeGreaterThan(10);
    expect(told[0]).toEqual({
      kind: 'sqs.lostAck',
      point: 'Mail',
      position: choices.findIndex(Boolean) + 1,
      time: clock.now(),
    });
    const second = open({ seed: 3, only: told.filter(({ point }) => point === 'Mail') });
    expect(ask(second, 'sqs.lostAck', 'Mail')).toEqual(choices);
    expect(ask(second, 'lambda.crashed', 'Publish').filter(Boolean)).toEqual([]);
  });
});

describe('the command line', () => {
  it('names a seed, and kinds with rates or their usual ones', () => {
    expect(readFaultSpec('7')).toEqual({ seed: '7', rates: usualRates });
    expect(readFaultSpec('a:sqs.lostAck=0.1,gateway.*')).toEqual({
      seed: 'a',
      rates: {
        'sqs.lostAck': 0.1,
        'gateway.resetBefore': usualRates['gateway.resetBefore'],
        'gateway.resetAfter': usualRates['gateway.resetAfter'],
      },
    });
    expect(Object.keys(usualRates).sort()).toEqual(Object.keys(faultKinds).sort());
  });

  it.each([
    ['', 'need a seed'],
    ['7:mail.lost=1', 'there is no fault mail.lost; there are dynamodb.throttled'],
    ['7:sqs.lostAck=2', 'a share from 0 to 1, not 2'],
    ['7:sqs.lostAck=', 'a share from 0 to 1, not NaN'],
  ])('refuses %j', (text, message) => {
    expect(() => readFaultSpec(text)).toThrow(message);
  });
});
