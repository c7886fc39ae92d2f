import { watch as watchFiles } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { root } from '../root.ts';

const watched = ['schema.graphql', 'cdk.json', 'entities', 'functions', 'infra', 'resolvers', 'rules'];

/** How long sources must be still before they are taken up, in milliseconds: editors save in several steps. */
const settleTime = 50;

/**
 * Tells of changed sources, those that change together at once, and the next ones when it has dealt with these.
 * Changes of `local/` itself need a new start.
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
  say('Watching for changes.');
  await Promise.all(
    watched.map(async (path) => {
      for await (const { filename } of watchFiles(join(root, path), { recursive: true })) {
        // Of a single file the event names the file itself.
        paths.add(path.includes('.') ? path : normalize(join(path, filename ?? '')));
        clearTimeout(timer);
        timer = setTimeout(() => (working = working.then(deal)), settleTime);
      }
    }),
  );
}
