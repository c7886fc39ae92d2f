import { expect, it } from 'vitest';
import { createFaultyDeliveries } from '../../../local/cloud/faulty-deliveries.ts';
import { ManualClock } from '../../../local/core/clock.ts';
import type { Deliver } from '../../../local/core/ports.ts';
import { createLog } from '../../../local/core/log.ts';
import { createFaults } from '../../../local/faults/index.ts';
import type { FaultRates } from '../../../local/faults/rates.ts';
import { testEnvironment } from '../support.ts';

const queue = 'arn:aws:sqs:us-east-1:123456789012:Mail';

function start(rates: FaultRates) {
  const clock = new ManualClock();
  const { faults, control } = createFaults({ seed: 1, rates }, { clock, log: createLog('silent') });
  const delivered: string[] = [];
  const deliver: Deliver = async (arn) => void delivered.push(arn);
  const deliveries = createFaultyDeliveries(testEnvironment({ clock, faults }));
  return { clock, control, delivered, deliveries, deliver: deliveries.from('events', deliver) };
}

it('delivers once and at once without rates', async () => {
  const { deliver, delivered, control } = start({});
  await deliver(queue, {}, undefined);
  expect(delivered).toEqual([queue]);
  expect(control.counts()).toEqual({});
});

it('delivers twice', async () => {
  const { deliver, delivered, control } = start({ 'delivery.duplicated': 1 });
  await deliver(queue, {}, undefined);
  expect(delivered).toEqual([queue, queue]);
  expect(control.log()).toMatchObject([{ point: 'events/Mail' }]);
});

it('delivers, and says that it could not', async () => {
  const { deliver, delivered } = start({ 'delivery.lostAck': 1 });
  await expect(deliver(queue, {}, undefined)).rejects.toMatchObject({ statusCode: 503 });
  expect(delivered).toEqual([queue]);
});

it('delivers late, unless it is to keep the order of a group', async () => {
  const { deliver, delivered, clock } = start({ 'delivery.delayed': 1 });
  await deliver(`${queue}.fifo`, {}, undefined, { messageGroupId: 'order' });
  const late = deliver(queue, {}, undefined);
  await Promise.resolve();
  expect(delivered).toEqual([`${queue}.fifo`]);
  clock.advance(2_000);
  await late;
  expect(delivered).toHaveLength(2);
});

it('fails what is late when the cloud closes, so that its sender keeps it', async () => {
  const { deliver, delivered, deliveries } = start({ 'delivery.delayed': 1 });
  const late = deliver(queue, {}, undefined);
  deliveries.close();
  await expect(late).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  expect(delivered).toEqual([]);
});
