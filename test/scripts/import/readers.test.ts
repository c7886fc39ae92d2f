import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRetail } from '../../../scripts/import/retail.ts';
import type { Row } from '../../../scripts/import/row.ts';
import { readShopify } from '../../../scripts/import/shopify.ts';

let directory: string;
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), 'import-'))));
afterAll(() => rm(directory, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(directory, name), text);
  return join(directory, name);
}

async function all(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const euros = { currency: 'EUR' };

describe('a retail list', () => {
  const good = `- id: 6579c22f-be2b-444c-a52b-0116dd82df6c
  name: Expedition Backpack
  category: food service
  style: backpack
  description: Rugged, and
    roomy.
  price: 129.90
  image: 6579.jpg
  current_stock: 15
  gender_affinity: F
`;

  it('becomes products', async () => {
    const [row] = await all(readRetail(await file('good.yaml', good), euros));
    expect(row).toEqual({
      line: 1,
      product: {
        handle: 'expedition-backpack-6579c22f',
        title: 'Expedition Backpack',
        description: 'Rugged, and roomy.',
        category: { id: 'food-service', name: 'Food service' },
        tags: ['backpack', 'women'],
        media: [{ source: 'products/food-service/6579.jpg', type: 'IMAGE', alt: 'Expedition Backpack' }],
        variants: [
          {
            sku: '6579c22f-be2b-444c-a52b-0116dd82df6c',
            price: { amount: 12990, currency: 'EUR' },
            stock: 15,
          },
        ],
      },
    });
  });

  it('reports each bad entry by its line and goes on', async () => {
    const text = `# a comment\n- id: a1\n  name: [broken\n- id: a2\n  name: Dear\n  category: x\n  price: 1.999\n- just words\n${good}`;
    const rows = await all(readRetail(await file('bad.yaml', text), euros));
    expect(rows.map((row) => [row.line, 'problem' in row ? row.problem : row.product.handle])).toEqual([
      [2, expect.stringContaining('Not YAML')],
      [4, '“1.999” has more than the 2 decimal places of EUR.'],
      [8, 'Not a product but a plain value.'],
      [9, 'expedition-backpack-6579c22f'],
    ]);
  });

  it('is held to its categories', async () => {
    const categories = await file('categories.yaml', '- name: apparel\n');
    const [row] = await all(readRetail(await file('other.yaml', good), { ...euros, categories }));
    expect(row).toMatchObject({ line: 1, problem: expect.stringContaining('“food service”') });
  });

  it('is refused when it is no list at all', async () => {
    const reading = all(readRetail(await file('not.yaml', 'products:\n  - id: 1\n'), euros));
    await expect(reading).rejects.toThrow('not.yaml:1: not a list of products');
  });
});

describe("Shopify's CSV", () => {
  const columns =
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Position,Image Alt Text,Status';
  const shirt = `shirt,Shirt,"<p>Soft.</p>
<p>Warm.</p>",Maker,Tops,"men, cotton",true,Size,S,Colour,Red,SH-1,200,3,19.90,25.00,https://x.example/2.jpg,2,Back,active
shirt,,,,,,,,M,,Red,SH-2,210,-2,21.50,,https://x.example/1.jpg,1,Front,
shirt,,,,,,,,,,,,,,,,https://x.example/3.jpg,3,,`;

  it('groups the records of a handle into a product with variants and pictures', async () => {
    const [row] = await all(readShopify(await file('shirt.csv', `${columns}\n${shirt}\n`), euros));
    expect(row).toEqual({
      line: 2,
      product: {
        handle: 'shirt',
        title: 'Shirt',
        description: 'Soft.\n\nWarm.',
        status: 'ACTIVE',
        vendor: 'Maker',
        category: { id: 'tops', name: 'Tops' },
        tags: ['men', 'cotton'],
        options: [
          { name: 'Size', values: ['S', 'M'] },
          { name: 'Colour', values: ['Red'] },
        ],
        media: [
          { source: 'https://x.example/1.jpg', type: 'IMAGE', alt: 'Front' },
          { source: 'https://x.example/2.jpg', type: 'IMAGE', alt: 'Back' },
          { source: 'https://x.example/3.jpg', type: 'IMAGE', alt: undefined },
        ],
        variants: [
          {
            sku: 'SH-1',
            selectedOptions: [
              { name: 'Size', value: 'S' },
              { name: 'Colour', value: 'Red' },
            ],
            price: { amount: 1990, currency: 'EUR' },
            compareAtPrice: { amount: 2500, currency: 'EUR' },
            stock: 3,
            weightGrams: 200,
          },
          {
            sku: 'SH-2',
            selectedOptions: [
              { name: 'Size', value: 'M' },
              { name: 'Colour', value: 'Red' },
            ],
            price: { amount: 2150, currency: 'EUR' },
            compareAtPrice: undefined,
            stock: 0,
            weightGrams: 210,
          },
        ],
      },
    });
  });

  it('makes a SKU of handle and choices where there is none, and no option of “Default Title”', async () => {
    const text = `Handle,Title,Option1 Name,Option1 Value,Variant Price\nmug,Mug,Title,Default Title,5\ncup,Cup,Size,Very Large,5\n`;
    const rows = await all(readShopify(await file('mug.csv', text), euros));
    expect(rows).toMatchObject([
      { product: { options: [], variants: [{ sku: 'mug', selectedOptions: [] }] } },
      { product: { variants: [{ sku: 'cup-very-large' }] } },
    ]);
  });

  it('reports bad records by their line, multi-line fields counted, and goes on', async () => {
    const text = `${columns}\n${shirt}\nhat,,,,Hats,,true,,,,,H,1,1,9,,,,,\ntoo,many,${','.repeat(30)}\ncap,Cap,,,Hats,,false,,,,,C,1,1,9,,,,,\n`;
    const rows = await all(readShopify(await file('bad.csv', text), euros));
    expect(rows).toMatchObject([
      { line: 2, product: { handle: 'shirt' } },
      { line: 6, handle: 'hat', problem: 'Title is missing.' },
      { line: 7, problem: expect.stringContaining('Not a record') },
      { line: 8, product: { handle: 'cap', status: 'DRAFT' } },
    ]);
  });

  it('is refused when it is another CSV', async () => {
    const reading = all(readShopify(await file('other.csv', 'a,b\n1,2\n'), euros));
    await expect(reading).rejects.toThrow('no column “Handle”');
  });

  it('is refused when it is not there', async () => {
    await expect(all(readShopify(join(directory, 'none.csv'), euros))).rejects.toThrow('ENOENT');
  });
});
