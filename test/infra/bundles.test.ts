import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fields } from '../../infra/api/fields.ts';
import { overBudget } from '../../scripts/bundling/budget.ts';
import { bundlesOf, targets, type Target } from '../../scripts/bundling/targets.ts';

const root = process.cwd();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bodega-bundles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(targets.map((target) => [target.name, target] as const))('%s', (_name, target) => {
  test('are built, and within their budget', async () => {
    const bundles = bundlesOf(target, root);
    expect(bundles.filter((bundle) => !existsSync(bundle))).toEqual([]);
    expect(await overBudget(target, bundles)).toEqual([]);
  });
});

test('a bundle over the budget is named, with its size', async () => {
  const resolvers = targets.find(({ name }) => name === 'resolvers') as Target;
  const bundle = join(folder, 'Query.big.js');
  await writeFile(bundle, 'é'.repeat(32_001));
  expect(await overBudget(resolvers, [bundle])).toEqual([
    expect.stringMatching(/Query\.big\.js has 32,001 characters/),
  ]);
  await writeFile(bundle, 'é'.repeat(32_000));
  expect(await overBudget(resolvers, [bundle])).toEqual([]);
});

test('no resolver or step lies about that no field uses', () => {
  const resolvers = targets.find(({ name }) => name === 'resolvers') as Target;
  const used = new Set(
    Object.entries(fields).flatMap(([field, resolver]) => [
      field,
      ...(resolver.kind === 'pipeline' ? resolver.steps.map((step) => `steps/${step.split(':')[1]}`) : []),
    ]),
  );
  expect(Object.keys(resolvers.entries(root)).filter((name) => !used.has(name))).toEqual([]);
});
