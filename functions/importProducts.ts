/** Data source of `Mutation.importProducts`: creates or replaces products by their handle, each on its own. */
import { AlreadyExists, Internal, InvalidInput } from '../rules/errors.ts';
import { maxImportProducts } from '../rules/limits.ts';
import type {
  ImportProductInput,
  ImportRefusal,
  ImportReport,
  MutationImportProductsArgs,
} from './generated/schema.ts';
import { env } from './lib/env.ts';
import { check } from './lib/import/check.ts';
import { save, type Outcome } from './lib/import/save.ts';
import { openImportShop } from './lib/import/shop.ts';
import { logger, observed } from './lib/observed.ts';
import { Refusal } from './lib/refusal.ts';

const shop = openImportShop(env('TABLE_NAME'));
const currency = env('CURRENCY');

/** The resolver sends the field's arguments as they came: `payload: ctx.args`. */
export const handler = observed(
  'importProducts',
  async ({ input: { products } }: MutationImportProductsArgs): Promise<ImportReport> => {
    if (products.length < 1 || products.length > maxImportProducts) {
      throw new Refusal(InvalidInput, `products: must be 1 to ${maxImportProducts}`);
    }
    const clash = clashes();
    const outcomes = await Promise.all(
      products.map((product, index) => importOne(product, index, clash(product))),
    );
    const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
    const report = {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      refused: outcomes.filter((outcome) => typeof outcome !== 'string'),
    };
    logger.info('Imported products.', { ...report, refused: report.refused.length });
    return report;
  },
);

/** Tells, product by product, what an earlier product of the same import has taken: its handle or one of its SKUs. */
function clashes(): (product: ImportProductInput) => string | undefined {
  const handles = new Set<string>();
  const skus = new Set<string>();
  return ({ handle, variants }) => {
    const sku = variants.find((variant) => skus.has(variant.sku))?.sku;
    const clash = handles.has(handle) ? `handle: ${handle}` : sku && `variants: ${sku}`;
    handles.add(handle);
    for (const variant of variants) skus.add(variant.sku);
    return clash && `${clash} belongs to an earlier product of this import`;
  };
}

async function importOne(
  product: ImportProductInput,
  index: number,
  clash: string | undefined,
): Promise<Outcome | ImportRefusal> {
  try {
    const wanted = check(product, currency);
    if (clash) throw new Refusal(AlreadyExists, clash);
    return await save(shop, wanted, currency);
  } catch (error) {
    const refused = { index, handle: product.handle };
    if (error instanceof Refusal) return { ...refused, errorType: error.errorType, message: error.message };
    logger.error('A product could not be imported.', { ...refused, error: error as Error });
    return { ...refused, errorType: Internal.type, message: Internal.message };
  }
}
