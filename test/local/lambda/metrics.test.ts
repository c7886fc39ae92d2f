import { afterEach, expect, it } from 'vitest';
import { startCloud, type Cloud } from './cloud.ts';
import { countedMetrics } from './counted.ts';

let cloud: Cloud;
afterEach(() => cloud.close());

it('counts invocations, errors, throttles and durations of each function', async () => {
  const { metrics, read } = countedMetrics();
  cloud = await startCloud({ metrics });
  const source = `export const handler = async ({ fail }) => { if (fail) throw new Error('no'); };`;
  await cloud.define('worker', source);
  await cloud.define('closed', source, { ReservedConcurrentExecutions: 0 });
  for (const fail of [false, true, false])
    await cloud.lambda.invoke({ functionName: 'worker', payload: { fail } });
  await expect(cloud.lambda.invoke({ functionName: 'closed', payload: {} })).rejects.toThrow('Rate Exceeded');
  expect(read('worker', 'Invocations', 'Sum')).toBe(3);
  expect(read('worker', 'Errors', 'Sum')).toBe(1);
  expect(read('worker', 'Throttles', 'Sum')).toBe(0);
  expect(read('worker', 'Duration', 'SampleCount')).toBe(3);
  expect(read('closed', 'Throttles', 'Sum')).toBe(1);
  expect(read('closed', 'Invocations', 'Sum')).toBeUndefined();
});

it('takes the metrics that a function logs', async () => {
  const { metrics, call } = countedMetrics();
  cloud = await startCloud({ metrics });
  const line = {
    _aws: {
      CloudWatchMetrics: [{ Namespace: 'Shop', Dimensions: [['service']], Metrics: [{ Name: 'Orders' }] }],
    },
    service: 'orders',
    Orders: 7,
  };
  await cloud.define('worker', `export const handler = async () => console.log('${JSON.stringify(line)}');`);
  await cloud.lambda.invoke({ functionName: 'worker', payload: {} });
  expect(call('ListMetrics', { Namespace: 'Shop' })).toEqual({
    Metrics: [
      { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [{ Name: 'service', Value: 'orders' }] },
    ],
  });
});
