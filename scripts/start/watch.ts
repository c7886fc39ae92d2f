import { watch as watchFiles } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.ts';
import { prepare } from './prepare.ts';

const watched = ['schema.graphql', 'cdk.json', 'entities', 'functions', 'infra', 'resolvers', 'rules'];

/** How long sources must be still before they are built: editors save in several steps. */
const settleMilliseconds = 120;

/**
 * Builds, synthesizes and restarts whenever a source changes; data is kept. A build that fails leaves the running
 * shop alone and says why. Changes of `local/` itself need a new start.
 */
export async function watch(say: (line: string) => void, restart: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const rebuild = async () => {
    const started = performance.now();
    try {
      if (!(await prepare(say))) return;
      await restart();
      say(`Restarted in ${Math.round(performance.now() - started)} ms.`);
    } catch (error) {
      say(`${(error as Error).message}\nThe shop goes on as it was.`);
    }
  };
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (working = working.then(rebuild)), settleMilliseconds);
  };
  say('Watching for changes.');
  await Promise.all(
    watched.map(async (path) => {
      for await (const _ of watchFiles(join(root, path), { recursive: true })) touched();
    }),
  );
}
