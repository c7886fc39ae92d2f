// The SDK's farewell to Node 20 is for whoever upgrades it, not for whoever opens the shop.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** `npm start`: the whole shop on this machine, from the templates that `cdk deploy` deploys. */
import { createNotices } from '../local/explorer/index.ts';
import { banner } from './start/banner.ts';
import type { Developer } from './start/develop.ts';
import { createTerminal } from './start/log.ts';
import { help, readOptions, UsageError } from './start/options.ts';
import { prepare } from './start/prepare.ts';
import { seedShop } from './start/seed.ts';
import { loadLocal, startShop, type RunningShop } from './start/shop.ts';
import { watch } from './start/watch.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(args: string[]): Promise<void> {
  const options = readOptions(args);
  if (options === 'help') {
    say(help.trimEnd());
    return;
  }

  await prepare(say);
  const local = await loadLocal();
  const terminal = createTerminal(local, options.verbose);
  const notices = createNotices();
  let current: RunningShop | undefined;
  let develop: Developer | undefined;
  let stopping = false;
  const stop = () => {
    // Asked twice, it goes at once; the database ends with the process.
    if (stopping) process.exit(1);
    stopping = true;
    void Promise.allSettled([current?.cloud.close(), develop?.close()]).then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);

  try {
    current = await startShop(options, local, { log: terminal.log, notices });
  } catch (error) {
    if (!(error instanceof local.PortInUseError)) throw error;
    const option = error.use === 'gateway' ? '--gateway-port' : '--port';
    throw new UsageError(
      `${error.message} Stop what uses it, or choose another: npm start -- ${option} <number>`,
    );
  }
  if (stopping) return;
  try {
    if (options.seed) await seedShop(current);
  } catch (error) {
    // Ctrl-C ends the seed as well.
    if (!stopping) throw error;
  }
  if (stopping) return;
  say(banner(current, options, local));
  terminal.mail = true;
  if (options.watch) {
    // What builds is loaded only to build.
    const { developer } = await import('./start/develop.ts');
    develop = await developer({
      say,
      local,
      notices,
      cloud: () => current!.cloud,
      async restart(cloudAssembly) {
        await current?.cloud.close();
        current = await startShop(options, local, { cloudAssembly, log: terminal.log, notices });
      },
    });
    await watch(say, develop.changed);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof UsageError;
  process.stderr.write(`${known ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
});
