import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alsoFrom,
  openCheckedCode,
  type CheckedCode,
} from '../../../../local/appsync/javascript/checked-code.ts';
import { createCompiler } from '../../../../local/appsync/javascript/index.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import { contextWith, environment } from './support.ts';

const sandbox = behaviours('APPSYNC_JS: the sandbox');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'checked-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** As another process would: nothing in memory, and what was found in the directory. */
function another(version = '1', most?: number) {
  const found: boolean[] = [];
  const store = openCheckedCode(directory, version, most);
  const watched: CheckedCode = {
    ...store,
    recall(code, fileName) {
      const kept = store.recall(code, fileName);
      found.push(kept !== undefined);
      return kept;
    },
  };
  const { compile } = createCompiler(watched);
  return {
    found,
    async request(code: string) {
      const compiled = compile(code, environment, { deployed: true });
      await store.settled();
      return compiled.evaluate('request', contextWith({ arguments: given }));
    },
  };
}

const given = { n: 4, many: Array.from({ length: 1_001 }, () => 0) };

const code = [
  `import { util } from '@aws-appsync/utils';`,
  `const twice = (n) => n * 2;`,
  `export function request(ctx) {`,
  `  for (const n of [1, 2]) util.appendError('n' + n, 'Seen');`,
  `  return twice(ctx.args.n);`,
  `}`,
  `export function response(ctx) { return ctx.result; }`,
].join('\n');

describe('code that was checked in another process', sandbox.own('strict'), () => {
  it('does the same without being checked again', async () => {
    const [first, second] = [another(), another()];
    const before = await first.request(code);
    const after = await second.request(code);
    expect(first.found).toEqual([false]);
    expect(second.found).toEqual([true]);
    expect(after).toEqual(before);
    expect(after).toMatchObject({ result: 8, appendedErrors: [{ message: 'n1' }, { message: 'n2' }] });
  });

  it('is stopped at the same limits, and its faults are placed where they are in its source', async () => {
    const endless = code.replace('[1, 2]', 'ctx.args.many');
    const faulty = code.replace('twice(ctx.args.n)', 'ctx.args.nothing.at.all');
    for (const each of [endless, faulty]) {
      const { error } = await another().request(each);
      expect(error).toMatchObject({ errorType: 'Code', message: expect.stringMatching(/^code\.js:[45]:/) });
      expect((await another().request(each)).error).toEqual(error);
    }
  });

  it('is checked by each version of the rules', async () => {
    await another('1').request(code);
    const newer = another('2');
    await newer.request(code);
    expect(newer.found).toEqual([false]);
  });

  it('is refused each time when it was refused', async () => {
    const refused = code.replace('n * 2', 'n++');
    for (const { request } of [another(), another()])
      await expect(request(refused)).rejects.toThrow('one or more errors');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is checked again when its file is damaged or cannot be there', async () => {
    const result = await another().request(code);
    for (const name of readdirSync(directory)) truncateSync(join(directory, name), 40);
    expect(await another().request(code)).toEqual(result);
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'no directory');
    expect(await another().request(code)).toEqual(result);
  });

  it('may have been checked by a build, which leaves what it refuses to each start', async () => {
    const shipped = openCheckedCode(join(directory, 'shipped'), '1');
    const refused = code.replace('n * 2', 'n++');
    await createCompiler(shipped).ahead([code, refused]);
    await shipped.settled();
    expect(readdirSync(join(directory, 'shipped'))).toHaveLength(1);

    const own = openCheckedCode(join(directory, 'own'), '1');
    const { compile } = createCompiler(alsoFrom(shipped, own));
    const options = { deployed: true };
    const { result } = compile(code, environment, options).evaluate(
      'request',
      contextWith({ arguments: given }),
    );
    expect(result).toBe(8);
    for (const _ of [1, 2])
      expect(() => compile(refused, environment, options)).toThrow('one or more errors');
    compile(code.replace('n * 2', 'n * 3'), environment, options);
    await own.settled();
    expect(readdirSync(join(directory, 'own'))).toHaveLength(1);
  });

  it('is forgotten, the oldest first, before the directory grows without end', async () => {
    const { request } = another('1', 4);
    for (let n = 0; n < 20; n++) await request(code.replace('n * 2', `n * ${n}`));
    expect(readdirSync(directory).length).toBeLessThanOrEqual(4);
    const later = another('1', 4);
    await later.request(code.replace('n * 2', 'n * 19'));
    expect(later.found).toEqual([true]);
  });
});
