import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of a minute or so. Begun last, one of them would have the machine to itself, and keep everybody waiting. */
const longest = [
  'test/faults/storm.test.ts',
  'test/e2e/saves.test.ts',
  'test/e2e/authorization.test.ts',
  'test/e2e/payments-under-faults.test.ts',
  'test/e2e/budgets.test.ts',
  'test/e2e/dead-letters.test.ts',
];

/** Begins with the longest files, then the rest of the whole shop's; the many short ones fill what is left. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => {
      const known = longest.indexOf(relative(this.ctx.config.root, moduleId));
      if (known >= 0) return known;
      return longest.length + (project.name === 'shop' ? 0 : 1);
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
