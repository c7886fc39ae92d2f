import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppSyncClient, EvaluateCodeCommand } from '@aws-sdk/client-appsync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start, type LocalCloud } from '../../../local/index.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { notes } from '../cloud/template.ts';

const sandbox = behaviours('APPSYNC_JS: the sandbox');

let folder: string;
let cloud: LocalCloud;
let client: AppSyncClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const cloudAssembly = join(folder, 'notes.json');
  writeFileSync(cloudAssembly, JSON.stringify(notes));
  cloud = await start({ cloudAssembly, ports: { graphql: 0, gateway: 0 }, tls: false, logLevel: 'silent' });
  client = new AppSyncClient({
    endpoint: cloud.endpoints.gateway,
    region: cloud.region,
    credentials: cloud.credentials,
    requestHandler: { httpAgent: { maxSockets: 100 } },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const many = `'${'x'.repeat(900)}'`;
/** Bodies of handlers that never come to an end by themselves, or would fill the memory. */
const hostile = [
  `let n = 0; for (const a of ${many}) { for (const b of ${many}) { for (const c of ${many}) { n += 1 } } } return n`,
  `let s = 'x'; for (const a of ${many}) { s += s } return s.length`,
  `const all = []; for (const a of ${many}) { for (const b of ${many}) { all.push([a, b, a, b]) } } return all`,
  `let v = {}; for (const a of ${many}) { v = { a: v, b: v } } return v`,
];

function evaluate(body: string, index: number) {
  // A comment tells the codes apart: none is spared the work of another.
  const code = `export function request(ctx) { /* ${index} */ ${body} }\nexport function response(ctx) { return null; }`;
  const runtime = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' } as const;
  return client.send(new EvaluateCodeCommand({ runtime, code, context: '{}', function: 'request' }));
}

async function ask(): Promise<unknown> {
  const headers = { 'x-api-key': cloud.outputs.notes!.Key! };
  const body = JSON.stringify({ query: '{ note(id: "1") { text } }' });
  return (await fetch(cloud.endpoints.graphql!, { method: 'POST', headers, body })).json();
}

describe('a hundred hostile evaluations at once', sandbox.own('core'), () => {
  it('are each ended by a limit, while others are served between them', async () => {
    let ended = 0;
    const evaluations = Array.from({ length: 100 }, async (_, index) => {
      const answer = await evaluate(hostile[index % hostile.length]!, index);
      ended++;
      return answer;
    });
    await Promise.any(evaluations);
    expect(await ask()).toEqual({ data: { note: null } });
    expect(ended).toBeLessThan(100);

    for (const { error, evaluationResult } of await Promise.all(evaluations)) {
      expect(evaluationResult).toBeUndefined();
      expect(error?.message).toMatch(/limit of|nested too deeply/);
    }
    expect(await ask()).toEqual({ data: { note: null } });
  });
});
