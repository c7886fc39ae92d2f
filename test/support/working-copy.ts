import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { freePort, startProgram } from '../../bench/harness/program.ts';
import { root } from '../../scripts/root.ts';
import { fingerprint, markFresh } from '../../scripts/start/freshness.ts';
import { assembly, isPrepared, stamp } from '../../scripts/start/prepare.ts';
import { until } from './until.ts';

/** What is made, and what belongs to a machine: a clone has none of it. */
const left = ['node_modules', 'build', 'cdk.out', 'coverage', '.git', '.bodega', 'amplify_outputs.json'];

/** Bundles and templates, which name their assets by absolute paths: in the copy by those of the copy. */
function copyBuild(directory: string): void {
  if (!isPrepared()) return;
  const inCopy = (path: string) => join(directory, relative(root, path));
  cpSync(join(root, 'build'), join(directory, 'build'), { recursive: true });
  for (const name of readdirSync(inCopy(assembly)).filter((each) => each.endsWith('.json'))) {
    const file = join(inCopy(assembly), name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(root, directory));
  }
  markFresh(inCopy(stamp), fingerprint(directory));
}

/** What came of a save: milliseconds of its build and from its end until it was served, or what was wrong. */
export type Saved =
  | { readonly built: number; readonly takenUp: number; readonly problem?: undefined }
  | { readonly problem: string }
  /** What stands is what was saved: a mistake was taken back. */
  | { readonly mended: true; readonly problem?: undefined };

export type WorkingCopy = Awaited<ReturnType<typeof startWorkingCopy>>;

/**
 * A copy of the project in a folder of its own, run as `npm run dev` runs it, without the demo's goods: to be edited.
 * What the project has built is copied along when it is fresh; else the copy builds first, which takes a while.
 *
 * @example
 * const copy = await startWorkingCopy();
 * const { takenUp } = await copy.save('resolvers/Query.cart.ts', (text) => text.replace('a', 'b'));
 * await copy.stop();
 */
export async function startWorkingCopy() {
  const directory = mkdtempSync(join(tmpdir(), 'working-copy-'));
  for (const name of readdirSync(root).filter((each) => !left.includes(each))) {
    cpSync(join(root, name), join(directory, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  copyBuild(directory);
  const [port, gatewayPort] = [String(await freePort()), String(await freePort())];
  const program = startProgram(
    process.execPath,
    [
      ...['--import', 'tsx', 'scripts/start.ts', '--watch', '--no-seed'],
      ...['--port', port, '--gateway-port', gatewayPort],
    ],
    { cwd: directory },
  );
  const stop = async () => {
    await program.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await program.said('Watching for changes.', 600);
  } catch (error) {
    await stop();
    throw error;
  }
  const { Auth, API } = JSON.parse(readFileSync(join(directory, 'amplify_outputs.json'), 'utf8')) as {
    Auth: { Cognito: { userPoolId: string; userPoolClientId: string } };
    API: { GraphQL: { region: string; apiKey: string } };
  };

  /** Saves a changed source, and waits until the terminal says what came of it. */
  async function save(path: string, change: (text: string) => string): Promise<Saved> {
    const file = join(directory, path);
    const before = readFileSync(file, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`The change of ${path} changes nothing.`);
    const from = program.output().length;
    writeFileSync(file, after);
    return until(() => {
      // What the shop did meanwhile, a mail for instance, says nothing of the save.
      const said = program
        .output()
        .slice(from)
        .replace(/^info .*\n/gm, '');
      const served = /^Served\. Built in (\d+) ms, taken up in (\d+) ms\.$/m.exec(said);
      if (served) return { built: Number(served[1]), takenUp: Number(served[2]) };
      const broken = /^([^]*)\nThe shop goes on as it was\.$/m.exec(said);
      if (broken) return { problem: broken[1]! };
      return /^Mended/m.test(said) ? { mended: true } : undefined;
    });
  }

  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    url: `${origin}/graphql`,
    realtimeUrl: `ws://127.0.0.1:${port}/graphql/realtime`,
    /** Of the AWS service APIs. */
    endpoint: `http://127.0.0.1:${gatewayPort}`,
    region: API.GraphQL.region,
    userPoolId: Auth.Cognito.userPoolId,
    clientId: Auth.Cognito.userPoolClientId,
    apiKey: API.GraphQL.apiKey,
    /** The account's administrator. */
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    read: (path: string) => readFileSync(join(directory, path), 'utf8'),
    save,
    stop,
  };
}
