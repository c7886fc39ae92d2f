import { watch as watchFiles } from 'chokidar';
import { sep } from 'node:path';
import { root } from '../root.ts';

const watched = ['schema.graphql', 'cdk.json', 'entities', 'functions', 'infra', 'resolvers', 'rules'];

/** How long sources must be still before they are taken up, in milliseconds: editors save in several steps. */
const settleTime = 50;

/**
 * Tells of changed sources, those that change together at once, and the next ones when it has dealt with these.
 * Changes of `local/` itself need a new start.
 *
 * Node's own recursive watch loses a file on Linux that an editor replaces, as most do.
 *
 * @param changed - given paths from the project's root, e.g. `resolvers/Query.cart.ts`.
 */
export async function watch(
  say: (line: string) => void,
  changed: (paths: readonly string[]) => Promise<void>,
): Promise<void> {
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const deal = async () => {
    const taken = [...paths];
    paths.clear();
    if (taken.length > 0) await changed(taken);
  };
  const watcher = watchFiles(watched, { cwd: root, ignoreInitial: true });
  watcher.on('all', (_, path) => {
    paths.add(path.replaceAll(sep, '/'));
    clearTimeout(timer);
    timer = setTimeout(() => (working = working.then(deal)), settleTime);
  });
  await new Promise<void>((ready) => watcher.on('ready', ready));
  say('Watching for changes.');
}
