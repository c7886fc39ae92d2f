/** Carries out, on tables of one type each, what an operation of the shop asked of its one table. */
import { isDeepStrictEqual } from 'node:util';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Operation } from '../../test/operations/operations.ts';
import {
  indexValue,
  keyOf,
  modelOf,
  models,
  partsOf,
  rowsOf,
  valuesOf,
  type Placed,
  type Row,
  type Style,
} from './design.ts';
import type { Tables, Write } from './tables.ts';

/** A request to the single table, as it was sent. */
export interface Call {
  readonly operation: string;
  readonly request: any;
}

/** The single table before and after the operation, by key. */
export interface Images {
  readonly before: ReadonlyMap<string, Row>;
  readonly after: ReadonlyMap<string, Row>;
}

export const keyText = ({ pk, sk }: Row) => `${pk} ${sk}`;

/** Types of a page by the field of the API that shows them; of the others only what the page is of is shown. */
const shownBy: Readonly<Record<string, string>> = {
  payment: 'payments',
  payment_entry: 'ledger',
  shipment: 'shipments',
  return: 'returns',
  order_event: 'events',
  product_rating: 'rating',
  variant: 'variants',
  address: 'addresses',
  cart: 'cart',
};

/** What a page is of: it tells whose the page is, too. */
const heads = ['product', 'customer', 'order'];

/** Of a page, those that a rule which decides a change does not look at. */
const undecisive = ['order_event'];

/** The type that a sort key belongs to. */
function markerOf(sk: string): string {
  const found = models.find(
    ({ primary: { sk: key } }) => sk === key.prefix || sk.startsWith(`${key.prefix}#`),
  );
  if (!found) throw new Error(`No type has the sort key ${sk}.`);
  return found.marker;
}

/** Carries an operation's calls out one after the other. @throws Error for a request it does not know. */
export async function carryOver(
  style: Style,
  tables: Tables,
  operation: Operation,
  calls: readonly Call[],
  images: Images,
): Promise<void> {
  // Whole words of the selection: what the client wants to see.
  const selected = new Set(operation.document.match(/\w+/g));
  const shows = (field: string) => selected.has(field);
  let written = false;
  /** A change is decided on the whole; what is shown, or told to subscribers, is read as far as it is shown. */
  const shownAlone = /^Query\.|\.publish|\.confirmPayment$/.test(operation.field);
  const decides = () => !shownAlone && !written;

  /** The lists of items of one type that lie in one partition. */
  async function readParts(marker: string, partition: string, always: boolean): Promise<void> {
    for (const { table, attribute } of partsOf(style, marker)) {
      if (always || shows(attribute)) await tables.query(table, partition, { consistent: always });
    }
  }

  async function get({ Key, ConsistentRead }: any): Promise<void> {
    const key = unmarshall(Key);
    const marker = markerOf(key['sk']);
    const own = keyOf(marker, key);
    const found = await tables.get(marker, own, ConsistentRead);
    if (found) await readParts(marker, Object.values(own)[0], marker === 'cart' || decides());
  }

  async function getAll({ RequestItems }: any): Promise<void> {
    const keys: Placed[] = [];
    const lists = new Map<string, readonly [string, string]>();
    let consistent = false;
    for (const { Keys, ConsistentRead } of Object.values<any>(RequestItems)) {
      consistent ||= ConsistentRead === true;
      for (const key of Keys.map((one: any) => unmarshall(one))) {
        const marker = markerOf(key['sk']);
        const row = keyOf(marker, key);
        keys.push({ table: marker, row });
        const partition = Object.values(row)[0] as string;
        if (images.before.has(keyText(key)) && partsOf(style, marker).length > 0) {
          lists.set(`${marker} ${partition}`, [marker, partition]);
        }
        // Its title and whether it is on sale are its product's.
        if (style === 'rows' && marker === 'variant') {
          const product = { table: 'product', row: { productId: row['productId'] } };
          if (!keys.some((one) => one.table === 'product' && one.row['productId'] === row['productId'])) {
            keys.push(product);
          }
        }
      }
    }
    await tables.getAll(keys, consistent);
    for (const [marker, partition] of lists.values()) {
      await readParts(marker, partition, marker === 'cart' || marker === 'zone' || decides());
    }
  }

  async function query(request: any): Promise<void> {
    const { IndexName: index, Limit: limit, ScanIndexForward, ConsistentRead: consistent } = request;
    const values = unmarshall(request.ExpressionAttributeValues);
    const [pk, sk] = [values[':pk'], values[':sk'] ?? values[':from'] ?? values[':sk1']] as [string, string];
    const backward = ScanIndexForward === false;
    const field = index === undefined ? 'sk' : `${index}sk`;
    const keyed = models.flatMap((model) =>
      [model.primary, ...model.indexes]
        .filter((one) => one.sk.field === field)
        .map((one) => ({ marker: model.marker, key: one })),
    );
    const one = keyed.find(({ key }) => sk === key.sk.prefix || sk.startsWith(`${key.sk.prefix}#`));
    if (one) {
      const { marker, key } = one;
      const partition = index ? indexValue(marker, index, pk) : valuesOf(key.pk, pk).join('#');
      const from = values[':from'] ? valuesOf(key.sk, sk).join('#') : undefined;
      const isRow = key.sk.parts.length === 0;
      const rows = isRow
        ? [await tables.get(marker, { [key.pk.parts[0]!.attribute]: partition }, consistent)]
        : await tables.query(marker, partition, {
            ...(index !== undefined && { index }),
            ...(limit !== undefined && { limit }),
            ...(from !== undefined && { from }),
            backward,
            consistent,
          });
      const own = modelOf(marker).primary.pk.parts[0]?.attribute;
      const partitions = new Set(rows.map((row) => row?.[own!] as string));
      for (const each of partitions) await readParts(marker, each, false);
      return;
    }
    // A page: all types that lie beside each other.
    for (const { marker, key } of keyed.filter(({ key }) => key.sk.prefix.startsWith(sk))) {
      const shown = shownBy[marker];
      const wanted = decides()
        ? !undecisive.includes(marker)
        : heads.includes(marker) ||
          (shown !== undefined && shows(shown)) ||
          (marker === 'order_event' && /publish/.test(operation.field));
      if (!wanted) continue;
      const partition = valuesOf(key.pk, pk).join('#');
      if (key.sk.parts.length === 0) {
        await tables.get(marker, { [key.pk.parts[0]!.attribute]: partition }, consistent);
      } else {
        await tables.query(marker, partition, { consistent });
      }
      await readParts(marker, partition, decides() || marker === 'order');
    }
  }

  /** What becomes of the rows of one item. */
  function changesOf(key: Row, after: Row | undefined): Write[] {
    const before = images.before.get(keyText(key));
    const rowsBefore = before ? rowsOf(style, before) : [];
    const rowsAfter = after ? rowsOf(style, after) : [];
    const text = ({ table, row }: Placed) => `${table} ${JSON.stringify(tables.keyIn(table, row))}`;
    const old = new Map(rowsBefore.map((placed) => [text(placed), placed]));
    const writes: Write[] = [];
    rowsAfter.forEach((placed, index) => {
      const was = old.get(text(placed));
      old.delete(text(placed));
      if (index > 0 && was && same(was.row, placed.row)) return;
      // Nothing but what it repeats of its product has changed.
      if (
        style === 'rows' &&
        placed.table === 'variant' &&
        was &&
        same(was.row, placed.row, ['updatedAt', 'version'])
      )
        return;
      writes.push({ put: placed });
    });
    return [...writes, ...[...old.values()].map((placed) => ({ remove: placed }))];
  }

  function actionsOf({ Put, Update, Delete, ConditionCheck }: any): Write[] {
    if (Put) {
      const item = unmarshall(Put.Item);
      return changesOf(item, item);
    }
    const key = unmarshall((Update ?? Delete ?? ConditionCheck).Key);
    const marker = markerOf(key['sk']);
    if (ConditionCheck) return [{ check: { table: marker, row: keyOf(marker, key) } }];
    if (Delete) return changesOf(key, undefined);
    const writes = changesOf(key, images.after.get(keyText(key)));
    if (style === 'rows' && marker === 'variant' && operation.field === 'Mutation.placeOrder') {
      // Whether it is on sale is its product's to say.
      return [
        ...writes,
        { check: { table: 'product', row: { productId: keyOf(marker, key)['productId'] } } },
      ];
    }
    return writes;
  }

  async function write(actions: readonly any[], together: boolean): Promise<void> {
    const seen = new Set<string>();
    // One action for each row, as DynamoDB wants it.
    const writes = actions.flatMap(actionsOf).filter((one) => {
      const { table, row } = 'put' in one ? one.put : 'remove' in one ? one.remove : one.check;
      const text = `${table} ${JSON.stringify(tables.keyIn(table, row))}`;
      return !seen.has(text) && seen.add(text);
    });
    await tables.write(writes, together || writes.length > 1);
    written = true;
  }

  for (const { operation: name, request } of calls) {
    if (name === 'GetItem') await get(request);
    else if (name === 'BatchGetItem') await getAll(request);
    else if (name === 'Query') await query(request);
    else if (name === 'TransactWriteItems') await write(request.TransactItems, true);
    else if (name === 'PutItem') await write([{ Put: request }], false);
    else if (name === 'UpdateItem') await write([{ Update: request }], false);
    else if (name === 'DeleteItem') await write([{ Delete: request }], false);
    else throw new Error(`${operation.name} asks ${name}, which is not carried over.`);
  }
}

/** The database answers with the members of a map in any order. */
function same(one: Row, other: Row, except: readonly string[] = []): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => except.includes(name) || isDeepStrictEqual(one[name], other[name]));
}
