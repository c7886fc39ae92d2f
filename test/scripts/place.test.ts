import { expect, test } from 'vitest';
import { placeOf, reasonOf } from '../../scripts/place.ts';

test('the shop is the one on this machine unless AWS is asked for', () => {
  expect(placeOf({ aws: false }, {})).toEqual({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  expect(placeOf({ aws: false }, { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' })).toMatchObject({
    endpoint: 'http://127.0.0.1:5000',
  });
  expect(placeOf({ aws: true, region: 'eu-central-1' }, {})).toEqual({ region: 'eu-central-1' });
});

test('a shop that does not answer is said to be down', () => {
  expect(reasonOf(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toContain('npm start');
  expect(reasonOf(new Error('The stack has none.'))).toBe('The stack has none.');
});
