import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../support/shop.ts';
import { openFloor, type Floor } from './shop/floor.ts';
import { scenarios } from './shop/scenarios.ts';

let shop: TestShop;
let floor: Floor;
beforeAll(async () => {
  shop = await startTestShop();
  floor = await openFloor(shop, 1, 12);
});
afterAll(() => shop.stop());

describe('the whole shop', () => {
  it.each(Object.entries(scenarios))('holds under %s', async (_, scenario) => {
    expect(await scenario(floor)).toEqual([]);
  });

  it('has books that agree, when everything has come to rest', async () => {
    expect(await floor.differences()).toEqual([]);
  });
});
