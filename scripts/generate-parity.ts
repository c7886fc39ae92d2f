/** Writes `docs/parity.md` from the tests of the local AppSync: a line for every behaviour that a test shows. */
import { relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { createVitest, type TestCase } from 'vitest/node';
import { writeGenerated } from './codegen/write.ts';
import { parityPage, type ShownBehaviour } from './parity/page.ts';
import { root } from './root.ts';

const page = 'docs/parity.md';
/** Every test in these folders shows a behaviour of AppSync. */
const covered = ['test/local/appsync/'];

/** Loads the tests, and runs none. */
async function collect(): Promise<TestCase[]> {
  // A reporter that says nothing: no test runs, so there is nothing to report.
  const vitest = await createVitest('test', {
    root,
    project: ['parts'],
    watch: false,
    includeTaskLocation: true,
    reporters: [{}],
  });
  try {
    const { testModules, unhandledErrors } = await vitest.collect(covered);
    const faults = [...testModules.flatMap((module) => module.errors()), ...unhandledErrors];
    if (faults.length > 0)
      throw new AggregateError(faults, `Tests that cannot be loaded: ${String(faults[0])}`);
    return testModules.flatMap((module) => [...module.children.allTests()]);
  } finally {
    await vitest.close();
  }
}

const place = (test: TestCase) => ({
  file: relative(root, test.module.moduleId),
  row: test.location?.line ?? 1,
});
const tests = await collect();
const unmarked = tests.filter((test) => !test.meta().behaviour);
if (unmarked.length > 0) {
  const rows = new Set(unmarked.map((test) => `  ${place(test).file}:${place(test).row} ${test.fullName}`));
  console.error(`Tests without a behaviour (see test/parity/behaviour.ts):\n${[...rows].join('\n')}`);
  process.exit(1);
}
const shown = tests.map((test): ShownBehaviour => {
  const behaviour = test.meta().behaviour!;
  return { ...behaviour, line: behaviour.line ?? test.fullName.replaceAll(' > ', ': '), ...place(test) };
});
const options = await resolveConfig(`${root}/${page}`);
writeGenerated(page, await format(parityPage(shown), { ...options, filepath: page }));
