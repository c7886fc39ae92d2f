/** The shop's data on tables of one type each, kept as the single table has it. */
import type { Taken } from '../../test/operations/measure.ts';
import type { TestShop } from '../../test/support/shop.ts';
import { rowsOf, type Placed, type Row, type Style } from './design.ts';
import { openTables, type Counted, type Tables } from './tables.ts';
import { carryOver, keyText, type Images } from './translate.ts';

export interface Mirrors {
  /** Brings all tables to where the single table is. */
  follow(): Promise<void>;
  /** Carries out what an operation asked, on the tables as they were before it, and tells what that took. */
  count(taken: Taken): Promise<Record<Style, Counted>>;
  close(): Promise<void>;
}

/** Opens tables of both styles that follow a shop's table. */
export async function openMirrors(shop: TestShop): Promise<Mirrors> {
  const documents = await openMirror('documents');
  const rows = await openMirror('rows');
  const scan = async () => new Map((await shop.scan()).map((item) => [keyText(item), item]));
  let before: ReadonlyMap<string, Row> = new Map();
  return {
    async follow() {
      before = await scan();
      await documents.follow([...before.values()]);
      await rows.follow([...before.values()]);
    },
    async count(taken) {
      // Only what an update makes of an item does not stand in the request itself.
      const updates = taken.calls.some((call) => JSON.stringify(call.request).includes('UpdateExpression'));
      const images = { before, after: updates ? await scan() : before };
      return { documents: await documents.count(taken, images), rows: await rows.count(taken, images) };
    },
    async close() {
      await documents.close();
      await rows.close();
    },
  };
}

async function openMirror(style: Style) {
  const tables = await openTables(style);
  let known = new Map<string, string>();
  const textOf = ({ table, row }: Placed) => `${table} ${JSON.stringify(tables.keyIn(table, row))}`;
  return {
    async follow(items: readonly Row[]): Promise<void> {
      const placed = items.flatMap((item) => rowsOf(style, item));
      const texts = new Map(placed.map((one) => [textOf(one), JSON.stringify(one.row)]));
      await tables.load(placed.filter((one) => known.get(textOf(one)) !== JSON.stringify(one.row)));
      await removeGone(
        tables,
        [...known].filter(([key]) => !texts.has(key)),
      );
      known = texts;
      tables.taken();
    },
    async count({ operation, calls }: Taken, images: Images): Promise<Counted> {
      await carryOver(style, tables, operation, calls, images);
      return tables.taken();
    },
    close: tables.close,
  };
}

async function removeGone(tables: Tables, gone: readonly (readonly [key: string, row: string])[]) {
  for (const [key, row] of gone) {
    const table = key.slice(0, key.indexOf(' '));
    await tables.write([{ remove: { table, row: JSON.parse(row) as Row } }], false);
  }
}
