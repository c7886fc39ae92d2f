import { openShop } from '../../../entities/index.ts';
import { shardsOf } from '../../../rules/stock.ts';
import { openTable } from '../table.ts';
import type { NewProduct, Page, Transaction, VariantWrite } from './plan.ts';

/** What became of a transaction. */
export type Written =
  | { readonly kind: 'done' }
  /** Another product has this SKU. */
  | { readonly kind: 'taken'; readonly sku: string }
  /** Somebody else changed the product meanwhile, or is about to. */
  | { readonly kind: 'overtaken' };

/** The reads and writes of an import. */
export interface Shop {
  /** A product with its variants, by handle, strongly consistent. */
  page(handle: string): Promise<Page | undefined>;
  /** Creates the category unless there is one. */
  ensureCategory(category: { id: string; name: string }): Promise<void>;
  write(transaction: Transaction, handle: string): Promise<Written>;
}

/** Opens the shop on the table of that name. */
export function openImportShop(table: string): Shop {
  const service = openShop({ client: openTable(), table });
  const { Category, HandleClaim } = service.entities;

  async function page(handle: string): Promise<Page | undefined> {
    const { data: claim } = await HandleClaim.get({ handle }).go({ consistent: true });
    if (!claim) return undefined;
    const { data } = await service.collections
      .productPage({ productId: claim.productId })
      .go({ pages: 'all', consistent: true });
    const [product] = data.Product;
    return product && { product, variants: data.Variant };
  }

  async function ensureCategory({ id, name }: { id: string; name: string }): Promise<void> {
    const { data: known } = await Category.get({ categoryId: id }).go({ consistent: true });
    if (known) return;
    const now = new Date().toISOString();
    try {
      await Category.create({
        categoryId: id,
        name,
        position: 0,
        createdAt: now,
        updatedAt: now,
        version: 1,
      }).go();
    } catch (error) {
      // Another product of the same import was quicker.
      if (!isConditionalFailure(error)) throw error;
    }
  }

  async function write(transaction: Transaction, handle: string): Promise<Written> {
    const { product, replaces, variants } = transaction;
    const owners: (string | undefined)[] = [];
    const result = await service.transaction
      .write((entities) => {
        const actions = [];
        if (replaces === undefined) {
          actions.push(entities.HandleClaim.create({ handle, productId: product.productId }).commit());
          actions.push(entities.Product.create(product).commit());
        } else {
          actions.push(
            entities.Product.put(product)
              .where(({ version }, { eq }) => eq(version, replaces))
              .commit(),
          );
        }
        owners.push(...actions.map(() => undefined));
        for (const variant of variants) {
          if (variant.kind === 'create') {
            owners.push(variant.item.sku, undefined);
            actions.push(entities.SkuClaim.create(skuClaim(variant, product)).commit());
            actions.push(entities.Variant.create(variant.item).commit());
          } else {
            const parts = shardsOf(variant.item);
            owners.push(undefined, ...parts.map(() => undefined));
            actions.push(changed(entities.Variant, variant));
            for (const shard of parts) actions.push(repeated(entities.StockShard, variant, shard));
          }
        }
        return actions;
      })
      .go();
    if (!result.canceled) return { kind: 'done' };
    for (const [place, { rejected, code }] of result.data.entries()) {
      const sku = owners[place];
      if (rejected && code === 'ConditionalCheckFailed' && sku !== undefined) return { kind: 'taken', sku };
    }
    return { kind: 'overtaken' };
  }

  return { page, ensureCategory, write };
}

/** The entities as a transaction hands them out. */
type Entities = Parameters<Parameters<ReturnType<typeof openShop>['transaction']['write']>[0]>[0];

/** Everything of a variant but its stock, which orders change meanwhile. */
function changed(Variant: Entities['Variant'], { item, version }: Extract<VariantWrite, { kind: 'change' }>) {
  const {
    productId,
    sku,
    available: _a,
    reserved: _r,
    sold: _s,
    shards: _s1,
    shardsEver: _s2,
    createdAt: _c,
    compareAtPrice,
    weightGrams,
    ...rest
  } = item;
  const update = Variant.patch({ productId, sku }).set({
    ...rest,
    ...(compareAtPrice === undefined ? {} : { compareAtPrice }),
    ...(weightGrams === undefined ? {} : { weightGrams }),
  });
  const absent: ('compareAtPrice' | 'weightGrams')[] = [];
  if (compareAtPrice === undefined) absent.push('compareAtPrice');
  if (weightGrams === undefined) absent.push('weightGrams');
  const whole = absent.length > 0 ? update.remove(absent) : update;
  return whole.where(({ version: stored }, { eq }) => eq(stored, version)).commit();
}

/** What a part of a spread stock repeats of its variant; the product's version guards how many there are. */
function repeated(StockShard: Entities['StockShard'], { item }: VariantWrite, shard: number) {
  const { productId, sku, price, active, reorderPoint } = item;
  return StockShard.patch({ productId, sku, shard })
    .set({ price, active, ...(reorderPoint === undefined ? {} : { reorderPoint }) })
    .commit();
}

function skuClaim({ item }: VariantWrite, { productId }: NewProduct) {
  return { sku: item.sku, productId };
}

function isConditionalFailure(error: unknown): boolean {
  const { cause, message } = error as { cause?: { name?: string }; message?: string };
  return (
    cause?.name === 'ConditionalCheckFailedException' || !!message?.includes('conditional request failed')
  );
}
