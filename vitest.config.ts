import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Tests of the whole shop: they boot it from what is built and synthesized. */
const whole = ['test/{e2e,races}/**/*.test.ts', 'test/faults/storm.test.ts'];

export default defineConfig({
  test: {
    // Against what hangs, not what is slow: a busy machine takes its time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Two workers: the local cloud under test brings processes of its own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/support/global-setup.ts'],
    // The SDK's farewell to Node 20 is for whoever upgrades it, not for whoever reads the tests' results.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // As Node loads it, not as Vite transforms it: the bundle that `npm start` runs.
    server: { deps: { external: [/\/build\/local\//] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: whole,
          // They leave nothing behind: a worker loads what they share once, not for each of 180 files.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'shop', include: whole } },
    ],
  },
});
