import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { Entity } from 'electrodb';
import { ESLint } from 'eslint';
import appsync from '@aws-appsync/eslint-plugin';
import { parser } from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { generate } from '../../scripts/generate-model.ts';
import { readEntity } from '../../scripts/model/read.ts';

const root = new URL('../../', import.meta.url);

test('what is generated is current', async () => {
  for (const [path, text] of Object.entries(await generate())) {
    expect(await readFile(new URL(path, root), 'utf8'), path).toBe(text);
  }
});

/** The model as resolvers carry it, bundled as they are. */
async function bundle(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: new URL('resolvers', root).pathname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    platform: 'node',
  });
  return outputFiles[0]!.text;
}

test('AppSync accepts the model', async () => {
  const { rules } = (appsync as unknown as { configs: { base: { rules: Record<string, 'error'> } } }).configs
    .base;
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ languageOptions: { parser }, plugins: { '@aws-appsync': appsync as never }, rules }],
  });
  const [result] = await eslint.lintText(await bundle(`export * from './generated/model.ts';`));
  expect(Object.keys(rules).length).toBeGreaterThan(10);
  expect(result!.messages).toEqual([]);
  // What no rule of theirs flags, and the service refuses.
  expect(await bundle(`export * from './generated/model.ts';`)).not.toMatch(
    /\bthrow\b|\bnew\b|padStart|\bString\(/,
  );
});

test('a bundle holds what its field uses and no more', async () => {
  const one = await bundle(`export { variantKey } from './generated/model.ts';`);
  expect(one).not.toContain('orderId');
  expect(one.length).toBeLessThan(400);
});

describe('what cannot be carried over is refused by entity and attribute', () => {
  const key = (field: string, composite: string[]) => ({ field, composite, casing: 'none' });
  const primary = { pk: key('pk', ['id']), sk: key('sk', []) };
  const read = (attributes: object, indexes: object = { primary }) =>
    readEntity(
      'Thing',
      new Entity({
        model: { entity: 'thing', version: '1', service: 'test' },
        attributes: { id: { type: 'string', required: true }, ...attributes },
        indexes,
      } as never) as never,
    );

  test.each([
    ['default', { default: () => 'x' }],
    ['get', { get: () => 'x' }],
    ['set', { set: () => 'x' }],
    ['validate', { validate: () => true }],
    ['watch', { watch: ['id'] }],
    ['hidden', { hidden: true }],
    ['field', { field: 'other' }],
    ['label', { label: 'other' }],
  ])('the option %s', (option, definition) => {
    expect(() => read({ name: { type: 'string', ...definition } })).toThrow(
      `Thing.name has \`${option}\`, which cannot be carried over to resolvers.`,
    );
  });

  test('options within a map and a list', () => {
    const text = { type: 'string', default: () => 'x' };
    expect(() => read({ place: { type: 'map', properties: { city: text } } })).toThrow(
      /^Thing\.place\.city has `default`/,
    );
    expect(() => read({ words: { type: 'list', items: text } })).toThrow(/^Thing\.words\[\] has `default`/);
  });

  test('sets', () => {
    expect(() => read({ tags: { type: 'set', items: 'string' } })).toThrow(/^Thing\.tags has the type "set"/);
  });

  test.each([
    ['a condition', { condition: () => true }, /has `condition`/],
    ['a scope', { scope: 'x' }, /has `scope`/],
    ['a clustered collection', { collection: 'page', type: 'clustered' }, /is of the type clustered/],
    ['an absent part', { pk: key('gsi1pk', ['maybe']) }, /pk contains maybe, which is not required/],
    [
      'a number that does not sort',
      { sk: key('gsi1sk', ['count']) },
      /sk contains the number count without padding/,
    ],
    [
      'folded case',
      { sk: { field: 'gsi1sk', composite: ['id'], casing: 'lower' } },
      /must have casing 'none'/,
    ],
  ])('an index with %s', (_what, definition, message) => {
    const attributes = { maybe: { type: 'string' }, count: { type: 'number', required: true } };
    const index = { index: 'gsi1', pk: key('gsi1pk', []), sk: key('gsi1sk', ['id']), ...definition };
    expect(() => read(attributes, { primary, by: index })).toThrow(message);
    expect(() => read(attributes, { primary, by: index })).toThrow(/^Thing, index by/);
  });
});
