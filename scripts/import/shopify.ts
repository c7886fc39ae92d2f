import type {
  ImportProductInput,
  MediaInput,
  ProductOptionInput,
  ProductStatus,
  VariantInput,
} from '../../client/index.ts';
import { cleanSku, handleOf, skuOf, slug } from './names.ts';
import { plainText } from './plain-text.ts';
import { rowAt, type Row } from './row.ts';
import { groupsByHandle, type CsvRecord } from './shopify-rows.ts';
import { grams, price, required, stock } from './values.ts';

export interface ShopifyOptions {
  /** ISO 4217; the file names none. */
  readonly currency: string;
}

/**
 * Reads products from Shopify's product CSV. The first record of a handle holds the product, every record with a
 * price a variant, every record with an image address a picture.
 * https://help.shopify.com/en/manual/products/import-export/using-csv
 */
export async function* readShopify(file: string, { currency }: ShopifyOptions): AsyncGenerator<Row> {
  for await (const group of groupsByHandle(file)) {
    if ('problem' in group) yield group;
    else yield rowAt(group.records[0].line, group.handle, () => shopifyProduct(group.records, currency));
  }
}

function shopifyProduct(records: readonly [CsvRecord, ...CsvRecord[]], currency: string): ImportProductInput {
  const [first] = records;
  const written = required(first.column('handle'), 'Handle');
  // A handle that ours may not be (another script, capitals) is made one; the mark keeps it apart from its likes.
  const handle =
    slug(written) === written ? written : slug(written) || handleOf(first.column('title'), written);
  const optionNames = [1, 2, 3].map((place) => first.column(`option${place} name`)).filter(Boolean);
  // A product without choices is exported as if it had one: Title, with the single value Default Title.
  const single = optionNames.length === 1 && first.column('option1 value').toLowerCase() === 'default title';
  const names = single ? [] : optionNames;
  const variants = records
    .filter((record, index) => index === 0 || record.column('variant price') !== '')
    .map((record) => variant(record, handle, names, currency));
  const type = first.column('type') || (first.column('product category').split('>').at(-1) ?? '').trim();
  return {
    handle,
    title: required(first.column('title'), 'Title'),
    description: plainText(first.column('description')),
    status: status(first),
    vendor: first.column('vendor') || undefined,
    category: { id: slug(type, 60) || 'uncategorised', name: type || 'Uncategorised' },
    tags: unique(
      first
        .column('tags')
        .split(',')
        .map((tag) => tag.trim()),
    ),
    options: names.map((name) => optionOf(name, variants)),
    media: pictures(records),
    variants,
  };
}

function variant(
  record: CsvRecord,
  handle: string,
  names: readonly string[],
  currency: string,
): VariantInput {
  const choices = names.map((name, index) => required(record.column(`option${index + 1} value`), name));
  const before = record.column('variant compare at price');
  return {
    sku: cleanSku(record.column('variant sku').replace(/^'/, '')) || skuOf(handle, choices),
    selectedOptions: names.map((name, index) => ({ name, value: choices[index]! })),
    price: price(required(record.column('variant price'), 'Variant Price'), currency),
    compareAtPrice: before === '' ? undefined : price(before, currency),
    stock: stock(record.column('variant inventory qty')),
    weightGrams: grams(record.column('variant grams')),
  };
}

function optionOf(name: string, variants: readonly VariantInput[]): ProductOptionInput {
  const chosen = variants.flatMap(({ selectedOptions }) => selectedOptions ?? []);
  return { name, values: unique(chosen.filter((option) => option.name === name).map(({ value }) => value)) };
}

function status(record: CsvRecord): ProductStatus {
  const written = record.column('status').toLowerCase();
  if (written === 'draft') return 'DRAFT';
  if (written === 'archived') return 'ARCHIVED';
  return record.column('published').toLowerCase() === 'false' ? 'DRAFT' : 'ACTIVE';
}

function pictures(records: readonly CsvRecord[]): MediaInput[] {
  return records
    .filter((record) => record.column('image src') !== '')
    .map((record) => ({
      position: Number(record.column('image position')) || Number.MAX_SAFE_INTEGER,
      picture: {
        source: record.column('image src'),
        type: 'IMAGE' as const,
        alt: record.column('image alt text') || undefined,
      },
    }))
    .sort((one, other) => one.position - other.position)
    .map(({ picture }) => picture);
}

const unique = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))];
