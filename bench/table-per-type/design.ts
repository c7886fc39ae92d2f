/** The shop's data with a table for each type: which tables, how they are keyed, and what rows an item becomes. */
import { entities, type EntityName } from '../../entities/index.ts';
import { readEntity, type EntityModel, type KeyModel } from '../../scripts/model/read.ts';

/**
 * - `documents`: the same items, each type in a table of its own, lists inside their items.
 * - `rows`: normalised as well: each entry of a list is a row of its own table, and what the variants repeat of their
 *   product is the product's alone.
 */
export type Style = 'documents' | 'rows';

export type Row = Record<string, any>;

/** A row and the table it lies in. */
export interface Placed {
  readonly table: string;
  readonly row: Row;
}

export interface TableDesign {
  readonly name: string;
  readonly partition: string;
  readonly sort?: string;
  /** Of the single table's index, e.g. `gsi1`, what stands for it here. */
  readonly indexes: Readonly<Record<string, { readonly partition: string; readonly sort: string }>>;
}

/** A list of an item whose entries are rows of their own, by the attribute that holds it. */
interface Part {
  readonly attribute: string;
  readonly table: string;
  /** What tells an entry from its siblings. */
  key(entry: Row, index: number): string;
}

const parts: Readonly<Record<string, readonly Part[]>> = {
  cart: [{ attribute: 'lines', table: 'cart_line', key: ({ sku }) => sku }],
  order: [{ attribute: 'lines', table: 'order_line', key: ({ sku }) => sku }],
  product: [
    { attribute: 'options', table: 'product_option', key: ({ name }) => name },
    { attribute: 'media', table: 'product_media', key: (_, index) => String(index) },
  ],
  shipment: [{ attribute: 'lines', table: 'shipment_line', key: ({ sku }) => sku }],
  return: [{ attribute: 'lines', table: 'return_line', key: ({ sku }) => sku }],
  zone: [{ attribute: 'shippingMethods', table: 'shipping_method', key: ({ id }) => id }],
};

/** What a variant repeats of its product. */
const repeated = ['productTitle', 'sellerId', 'categoryId', 'taxClass', 'active'];

export const models: readonly EntityModel[] = Object.entries(entities).map(([name, entity]) =>
  readEntity(name as EntityName, entity),
);
export const modelOf = (marker: string) => models.find((one) => one.marker === marker)!;

/** The values that a key of the single table was put together from. */
export function valuesOf({ prefix, parts: names }: KeyModel, text: string): string[] {
  let rest = text.slice(prefix.length);
  return names.map(({ attribute }, index) => {
    const start = `#${attribute}_`.length;
    const next = names[index + 1];
    const end = next ? rest.indexOf(`#${next.attribute}_`) : rest.length;
    const value = rest.slice(start, end < 0 ? rest.length : end);
    rest = end < 0 ? '' : rest.slice(end);
    return value;
  });
}

/** The attribute that is the key: the entity's own when it is one, otherwise one that joins them. */
const keyName = ({ parts }: KeyModel, joined: string) => (parts.length === 1 ? parts[0]!.attribute : joined);

function designOf({ marker, primary, indexes }: EntityModel): TableDesign {
  return {
    name: marker,
    partition: keyName(primary.pk, 'id'),
    ...(primary.sk.parts.length > 0 && { sort: keyName(primary.sk, 'place') }),
    indexes: Object.fromEntries(
      indexes.map(({ name, index, pk, sk }) => [
        index!,
        { partition: keyName(pk, `${name}Key`), sort: keyName({ ...sk, parts: sk.parts.slice(0, 1) }, '') },
      ]),
    ),
  };
}

/** Every table of a style. */
export function tablesOf(style: Style): TableDesign[] {
  const own = models.map(designOf);
  if (style === 'documents') return own;
  const below = Object.entries(parts).flatMap(([marker, list]) =>
    list.map(({ table }) => ({
      name: table,
      partition: designOf(modelOf(marker)).partition,
      sort: 'entry',
      indexes: {},
    })),
  );
  return [...own, ...below];
}

/** The tables that an item's lists lie in. */
export function partsOf(style: Style, marker: string): readonly Part[] {
  return style === 'rows' ? (parts[marker] ?? []) : [];
}

/** The key of an item in its own table, from its key in the single one. */
export function keyOf(marker: string, { pk, sk }: Row): Row {
  const { primary } = modelOf(marker);
  const { partition, sort } = designOf(modelOf(marker));
  const key: Row = { [partition]: valuesOf(primary.pk, pk).join('#') };
  if (sort !== undefined) key[sort] = valuesOf(primary.sk, sk).join('#');
  return key;
}

/** The value of an index's partition key, from that of the single table. */
export function indexValue(marker: string, index: string, text: string): string {
  const model = modelOf(marker).indexes.find((one) => one.index === index)!;
  return valuesOf(model.pk, text).join('#') || 'all';
}

/** What an item of the single table is here: its row, and those of its lists. */
export function rowsOf(style: Style, item: Row): Placed[] {
  const marker = item['__edb_e__'] as string;
  const model = modelOf(marker);
  const design = designOf(model);
  const row: Row = {};
  for (const [name, value] of Object.entries(item)) {
    if (!/^(pk|sk|gsi\dpk|gsi\dsk|__edb_[ev]__)$/.test(name)) row[name] = value;
  }
  for (const { index, pk } of model.indexes) {
    const text = item[pk.field] as string | undefined;
    if (text !== undefined) row[design.indexes[index!]!.partition] = indexValue(marker, index!, text);
  }
  Object.assign(row, keyOf(marker, item));
  if (style === 'documents') return [{ table: marker, row }];
  if (marker === 'variant') for (const name of repeated) delete row[name];
  const below = partsOf(style, marker).flatMap(({ attribute, table, key }) => {
    const list = row[attribute] as Row[] | Record<string, Row>;
    delete row[attribute];
    const entries = Array.isArray(list)
      ? list
      : Object.entries(list ?? {}).map(([sku, line]) => ({ sku, ...line }));
    const inside = design.sort === undefined ? '' : `${row[design.sort]}#`;
    return entries.map((entry, index) => ({
      table,
      row: { ...entry, [design.partition]: row[design.partition], entry: `${inside}${key(entry, index)}` },
    }));
  });
  return [{ table: marker, row }, ...below];
}
