import { afterAll, expect, it } from 'vitest';
import { createTypeChecker } from '../../local/appsync/type-check/thread.ts';
import { systemClock } from '../../local/core/clock.ts';
import { deployedBundles } from './bundle.ts';

const types = createTypeChecker(systemClock);
afterAll(() => types.close());

/**
 * AppSync type-checks the JavaScript that is deployed. The resolvers are written in TypeScript, but what a bundle lost
 * of its types the service infers anew: an object that is spread together takes no further members, for one.
 */
it('the service finds no fault with the types of any bundle', { timeout: 300_000 }, async () => {
  for (const [name, code] of await deployedBundles()) {
    const errors = await types.check(code);
    expect(errors.map(({ value }) => `${name}: ${value}`)).toEqual([]);
  }
});
