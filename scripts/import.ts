/** Loads products into a shop: `npm run import -- FILE`; `--help` names the options. */
import { parseCommand, usage, type Command } from './import/command.ts';
import { importProducts, type Summary } from './import/import-products.ts';
import { createProgress } from './import/progress.ts';
import { reasonOf } from './import/retry.ts';
import type { Send } from './import/row.ts';
import { signInStaff } from './import/session.ts';

/** Says what would be sent, as if all of it were new. */
const dryRun: Send = async (products) => ({
  created: products.length,
  updated: 0,
  unchanged: 0,
  refused: [],
});

async function run(command: Command): Promise<Summary> {
  // A first reading counts the products, so that the bar has an end; it holds one at a time like the second.
  let total = 0;
  for await (const _row of command.rows()) total += 1;
  const progress = createProgress(total);
  try {
    const shop = command.dryRun ? undefined : await command.shop();
    const session =
      shop &&
      (await signInStaff(shop.outputs, shop.credentials, {
        onRetry: (reason, attempt) => progress.say(`${reason}; try ${attempt}`),
      }));
    const summary = await importProducts(command.rows(), session?.send ?? dryRun, {
      batch: command.batch,
      onProgress: progress.rows,
      onRefused: ({ line, handle, reason }) =>
        progress.say(`${command.file}:${line}: ${handle ? `${handle}: ` : ''}${reason}`),
    });
    await session?.end();
    return summary;
  } finally {
    progress.end();
  }
}

try {
  const command = parseCommand(process.argv.slice(2), process.env);
  if (command.help) console.log(usage);
  else {
    const { created, updated, unchanged, refused } = await run(command);
    const verdict = command.dryRun
      ? `${created} fit to be imported`
      : `${created} created, ${updated} updated, ${unchanged} unchanged`;
    console.log(`${verdict}, ${refused.length} refused.`);
    // Some rows are missing in the shop: a script that calls this one should notice.
    if (refused.length > 0) process.exitCode = 2;
  }
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
