import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two workers: the local cloud under test brings processes of its own.
    maxWorkers: 2,
  },
});
