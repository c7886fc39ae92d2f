import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import type { ImportProductInput } from '../../client/index.ts';
import { cleanSku, handleOf, heading, slug } from './names.ts';
import { BadValue, rowAt, type Row } from './row.ts';
import { price, required, stock } from './values.ts';

export interface RetailOptions {
  /** ISO 4217; the file names none. */
  readonly currency: string;
  /** A YAML list of `{name}`: with it, a product of any other category is refused. */
  readonly categories?: string;
}

/**
 * Reads the products of a retail YAML list, as in aws-samples/retail-demo-store: `id`, `name`, `category`, `style`,
 * `description`, `price`, `image`, `current_stock`. One entry is held at a time, however long the file is: an entry
 * begins with a dash at the line's start, and is parsed by itself, so that a broken one harms no other.
 */
export async function* readRetail(
  file: string,
  { currency, categories }: RetailOptions,
): AsyncGenerator<Row> {
  const known = categories ? await categoryNames(categories) : undefined;
  for await (const { line, text } of entries(file)) yield retailRow(line, text, currency, known);
}

async function* entries(file: string): AsyncGenerator<{ line: number; text: string }> {
  let entry: { line: number; text: string } | undefined;
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    if (text.startsWith('- ')) {
      if (entry) yield entry;
      entry = { line, text: '' };
    }
    if (entry) entry.text += `${text}\n`;
    else if (!/^(\s*(#.*)?|---.*)$/.test(text)) {
      throw new Error(`${file}:${line}: not a list of products (an entry begins with “- ”).`);
    }
  }
  if (entry) yield entry;
}

function retailRow(line: number, text: string, currency: string, known: Set<string> | undefined): Row {
  let entry: unknown;
  try {
    // The failsafe schema leaves every scalar as it was written: a price never becomes a floating-point number.
    [entry] = parse(text, { schema: 'failsafe' }) as unknown[];
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    return { line, problem: `Not YAML: ${reason}` };
  }
  if (typeof entry !== 'object' || entry === null)
    return { line, problem: 'Not a product but a plain value.' };
  return rowAt(line, undefined, () => retailProduct(entry as RetailEntry, currency, known));
}

type RetailEntry = Partial<
  Record<
    | 'id'
    | 'name'
    | 'category'
    | 'style'
    | 'description'
    | 'price'
    | 'image'
    | 'current_stock'
    | 'gender_affinity'
    | 'featured',
    string
  >
>;

function retailProduct(
  entry: RetailEntry,
  currency: string,
  known: Set<string> | undefined,
): ImportProductInput {
  const id = required(entry.id, 'id');
  const title = required(entry.name, 'name');
  const category = required(entry.category, 'category');
  if (known && !known.has(category))
    throw new BadValue(`The category “${category}” is not in the categories file.`);
  const audience = { F: 'women', M: 'men' }[entry.gender_affinity ?? ''];
  const featured = entry.featured === 'true' ? 'featured' : undefined;
  return {
    handle: handleOf(title, id),
    title,
    description: entry.description?.trim() ?? '',
    category: { id: slug(category), name: heading(category) },
    tags: [entry.style?.trim(), audience, featured].filter(
      (tag) => tag !== undefined && tag !== '',
    ) as string[],
    media: entry.image
      ? [{ source: `products/${slug(category)}/${entry.image}`, type: 'IMAGE', alt: title }]
      : [],
    variants: [
      {
        sku: cleanSku(id),
        price: price(required(entry.price, 'price'), currency),
        stock: stock(entry.current_stock ?? '0'),
      },
    ],
  };
}

async function categoryNames(file: string): Promise<Set<string>> {
  const list = parse(await readFile(file, 'utf8')) as unknown;
  if (!Array.isArray(list)) throw new Error(`${file}: not a list of categories.`);
  return new Set(list.map((category: { name?: unknown }) => String(category.name)));
}
