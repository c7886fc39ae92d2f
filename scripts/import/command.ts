import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { AmplifyOutputs } from '../../client/index.ts';
import { stan } from '../seed/users.ts';
import { readRetail } from './retail.ts';
import type { Row } from './row.ts';
import { readShopify } from './shopify.ts';

export const usage = `npm run import -- FILE [options]

Loads products into a shop. Running it again updates them; nothing is doubled.

  FILE                 a retail YAML list, or Shopify's product CSV
  --format NAME        retail or shopify; by the file's ending when absent
  --categories FILE    retail only: refuse products of categories that are not in this file
  --currency CODE      the currency of the file's prices (EUR)
  --outputs FILE       which shop (amplify_outputs.json)
  --username NAME      a member of staff, or BODEGA_USERNAME; the demo shop's when it is local
  --password TEXT      or BODEGA_PASSWORD
  --batch COUNT        products a request, 1 to 25 (25)
  --dry-run            read and check the file, send nothing
  --help               this text`;

export interface Command {
  readonly file: string;
  readonly batch: number;
  readonly dryRun: boolean;
  readonly help: boolean;
  /** Reads the file from its beginning. */
  rows(): AsyncGenerator<Row>;
  /** The shop and who signs in to it. */
  shop(): Promise<{ outputs: AmplifyOutputs; credentials: { username: string; password: string } }>;
}

/**
 * Reads the command's arguments.
 *
 * @throws Error that says what is wrong with them.
 */
export function parseCommand(args: string[], env: NodeJS.ProcessEnv): Command {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      categories: { type: 'string' },
      currency: { type: 'string', default: 'EUR' },
      outputs: { type: 'string', default: 'amplify_outputs.json' },
      username: { type: 'string' },
      password: { type: 'string' },
      batch: { type: 'string', default: '25' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { currency, categories } = values;
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error(`“${currency}” is not a currency's code, such as EUR.`);
  const [file = '', ...more] = positionals;
  if (!values.help && (!file || more.length > 0)) throw new Error('Name one file. See --help.');
  const format = values.format ?? (/\.csv$/i.test(file) ? 'shopify' : 'retail');
  if (format !== 'retail' && format !== 'shopify')
    throw new Error(`“${format}” is neither retail nor shopify.`);
  if (categories && format === 'shopify') throw new Error('--categories goes with the retail format alone.');
  const batch = Number(values.batch);
  if (!Number.isInteger(batch) || batch < 1 || batch > 25)
    throw new Error('--batch is a number from 1 to 25.');
  return {
    file,
    batch,
    dryRun: values['dry-run'],
    help: values.help,
    rows: () =>
      format === 'shopify' ? readShopify(file, { currency }) : readRetail(file, { currency, categories }),
    async shop() {
      const outputs = await readOutputs(values.outputs);
      const local = /"https?:\/\/(localhost|127\.0\.0\.1)\b/.test(JSON.stringify(outputs));
      const demo = local ? stan : undefined;
      const username = values.username ?? env.BODEGA_USERNAME ?? demo?.username;
      const password = values.password ?? env.BODEGA_PASSWORD ?? demo?.password;
      if (!username || !password)
        throw new Error('Who imports? Give --username and --password of a member of staff.');
      return { outputs, credentials: { username, password } };
    },
  };
}

async function readOutputs(file: string): Promise<AmplifyOutputs> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as AmplifyOutputs;
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message} (\`npm start\` and \`npm run outputs\` write it.)`);
  }
}
