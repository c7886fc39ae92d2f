import { startWorkingCopy, type WorkingCopy } from '../test/support/working-copy.ts';
import { aim, type Benchmark, type Figure } from './harness/benchmark.ts';
import { median, readable } from './harness/statistics.ts';

const times = 7;
const wanted = 300;

/** A source of each kind, and how it is changed: so that what is built from it changes, too. */
const kinds: readonly {
  readonly what: string;
  readonly path: string;
  change(text: string, time: number): string;
}[] = [
  {
    what: 'a resolver',
    path: 'resolvers/Query.category.ts',
    change: (text, time) =>
      text.replace(/toCategory\(ctx\.result.*\) : null/, `toCategory(ctx.result, ${time}) : null`),
  },
  {
    what: 'a function',
    path: 'functions/importProducts.ts',
    change: (text, time) => text.replace(/unchanged: .*count/, `unchanged: ${time} + count`),
  },
  {
    what: 'the schema',
    path: 'schema.graphql',
    change: (text, time) =>
      text.replace(/type Category (@[^{]*\{)(\n {2}saved\d+: Int)?/, `type Category $1\n  saved${time}: Int`),
  },
  {
    // The one that most resolvers use: 40 of them are built anew, and nearly all functions.
    what: 'an entity',
    path: 'entities/idempotency.ts',
    change: (text, time) => text.replace(/version: '\d+'/, `version: '${time + 1}'`),
  },
];

/** What an engineer waits for who changes the shop while it runs. */
export const saves: Benchmark = {
  name: 'saves',
  about: `From the end of a save's build until it is served, in a copy of the project that runs as "npm run dev" does; ${times} saves of each kind.`,
  async run() {
    const copy = await startWorkingCopy();
    try {
      const figures: Figure[] = [];
      for (const kind of kinds) figures.push(...(await measure(copy, kind)));
      return figures;
    } finally {
      await copy.stop();
    }
  },
};

async function measure(copy: WorkingCopy, { what, path, change }: (typeof kinds)[number]): Promise<Figure[]> {
  const takenUp: number[] = [];
  const built: number[] = [];
  for (let time = 1; time <= times; time++) {
    const saved = await copy.save(path, (text) => change(text, time));
    if (!('takenUp' in saved)) throw new Error(saved.problem ?? `Nothing of ${path} was built anew.`);
    takenUp.push(saved.takenUp);
    built.push(saved.built);
  }
  return [
    {
      what: `${what}: built until served, p50`,
      unit: 'ms',
      ...aim(median(takenUp), wanted, { most: true }),
    },
    { what: `${what}: the longest`, unit: 'ms', ...aim(Math.max(...takenUp), wanted, { most: true }) },
    { what: `${what}: its build before, p50`, value: readable(median(built)), unit: 'ms' },
  ];
}
