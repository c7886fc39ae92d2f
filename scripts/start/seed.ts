import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../root.ts';
import type { SeedTarget } from '../seed/seed.ts';
import type { RunningShop } from './shop.ts';

/**
 * Fills the running shop with the demo users and goods, from a process of its own.
 *
 * @throws Error with what the seed said when it failed.
 */
export async function seedShop({ cloud, outputs, stack }: RunningShop): Promise<void> {
  const target: SeedTarget = {
    outputs: outputs as SeedTarget['outputs'],
    userPoolId: stack.UserPoolId!,
    userPoolClientId: stack.UserPoolClientId!,
    region: cloud.region,
    endpoint: cloud.endpoints.gateway,
    credentials: cloud.credentials,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'scripts/seed/main.ts')], {
    cwd: root,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on('error', () => {}).end(JSON.stringify(target));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`The shop could not be seeded.\n${said.trimEnd()}`);
}
