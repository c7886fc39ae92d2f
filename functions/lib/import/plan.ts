/** What has to be written so that a stored product becomes the wanted one. */
import type { CreateEntityItem, EntityItem } from 'electrodb';
import { LimitReached } from '../../../rules/errors.ts';
import { maxVariants } from '../../../rules/limits.ts';
import { shardsOf } from '../../../rules/stock.ts';
import { shopSellerId, type Product } from '../../../entities/product.ts';
import type { Variant } from '../../../entities/variant.ts';
import { Refusal } from '../refusal.ts';
import type { Wanted, WantedVariant } from './check.ts';

export type StoredProduct = EntityItem<typeof Product>;
export type StoredVariant = EntityItem<typeof Variant>;
export type NewProduct = CreateEntityItem<typeof Product>;
export type NewVariant = CreateEntityItem<typeof Variant>;

/** A product as it is stored, with its variants. */
export interface Page {
  readonly product: StoredProduct;
  readonly variants: readonly StoredVariant[];
}

/** One variant to write: created with its SKU's claim, or changed in everything but its stock, and its parts with it. */
export type VariantWrite =
  | { readonly kind: 'create'; readonly item: NewVariant }
  | { readonly kind: 'change'; readonly item: NewVariant; readonly version: number };

/** One transaction: the product as it then stands, and the variants written with it. */
export interface Transaction {
  readonly product: NewProduct;
  /** The version that must be stored beforehand; absent for the first transaction of a new product. */
  readonly replaces?: number;
  readonly variants: readonly VariantWrite[];
}

/** DynamoDB's bound on the actions of one transaction. */
const maxActions = 100;
/** The product and its handle's claim. */
const headActions = 2;

export interface PlanContext {
  /** The id that a new product gets. */
  readonly newId: string;
  /** ISO 8601 in UTC with three decimals. */
  readonly now: string;
  readonly currency: string;
}

/**
 * Plans the transactions; none when the product is there just so. Variants that the import does not name stay, since
 * orders and carts may hold them. A new product with more than 49 variants takes two transactions, and after each of
 * them the shop holds a whole product.
 *
 * @throws Refusal LimitReached when the product would come to have more variants than it may.
 */
export function plan(wanted: Wanted, stored: Page | undefined, context: PlanContext): Transaction[] {
  const known = new Map(stored?.variants.map((variant) => [variant.sku, variant]));
  const writes = [...variantWrites(wanted, stored, known, context), ...bystanders(wanted, known, context)];
  const count = known.size + writes.filter(({ kind }) => kind === 'create').length;
  if (count > maxVariants)
    throw new Refusal(LimitReached, `variants: the product would have ${count}, at most ${maxVariants}`);

  const standing = new Map<string, { price: number }>(known);
  const transactions: Transaction[] = [];
  let version = stored?.product.version;
  for (const variants of chunks(writes)) {
    for (const { item } of variants) standing.set(item.sku, item);
    const product = productItem(wanted, stored, context, (version ?? 0) + 1, [...standing.values()]);
    if (variants.length === 0 && stored && same(product, stored.product)) return [];
    transactions.push({ product, ...(version === undefined ? {} : { replaces: version }), variants });
    version = product.version;
  }
  return transactions;
}

function variantWrites(
  wanted: Wanted,
  stored: Page | undefined,
  known: ReadonlyMap<string, StoredVariant>,
  context: PlanContext,
): VariantWrite[] {
  const productId = stored?.product.productId ?? context.newId;
  return wanted.variants.flatMap((variant, position): VariantWrite[] => {
    const current = known.get(variant.sku);
    const item = variantItem(wanted, variant, position, productId, current, context);
    if (!current) return [{ kind: 'create', item }];
    return same(item, current) ? [] : [{ kind: 'change', item, version: current.version }];
  });
}

/** Variants that stay unnamed still follow their product's title, category and tax, and whether it is on sale. */
function bystanders(
  wanted: Wanted,
  known: ReadonlyMap<string, StoredVariant>,
  { now }: PlanContext,
): VariantWrite[] {
  const named = new Set(wanted.variants.map(({ sku }) => sku));
  return [...known.values()].flatMap((current): VariantWrite[] => {
    if (named.has(current.sku)) return [];
    const item: NewVariant = {
      ...current,
      productTitle: wanted.title,
      categoryId: wanted.category.id,
      taxClass: wanted.taxClass,
      active: wanted.status === 'ACTIVE',
      updatedAt: now,
      version: current.version + 1,
    };
    return same(item, current) ? [] : [{ kind: 'change', item, version: current.version }];
  });
}

function variantItem(
  wanted: Wanted,
  { stock, ...variant }: WantedVariant,
  position: number,
  productId: string,
  current: StoredVariant | undefined,
  { now, currency }: PlanContext,
): NewVariant {
  return {
    ...variant,
    productId,
    productTitle: wanted.title,
    position,
    currency,
    available: current?.available ?? stock,
    reserved: current?.reserved ?? 0,
    sold: current?.sold ?? 0,
    ...watched(variant.reorderPoint ?? current?.reorderPoint),
    ...(current?.shards === undefined ? {} : { shards: current.shards }),
    ...(current?.shardsEver === undefined ? {} : { shardsEver: current.shardsEver }),
    sellerId: current?.sellerId ?? shopSellerId,
    categoryId: wanted.category.id,
    taxClass: wanted.taxClass,
    active: wanted.status === 'ACTIVE',
    createdAt: current?.createdAt ?? now,
    updatedAt: now,
    version: (current?.version ?? 0) + 1,
  };
}

/** A reorder point that is not named stays, as the stock does. */
function watched(reorderPoint: number | undefined): { reorderPoint?: number } {
  return reorderPoint === undefined ? {} : { reorderPoint };
}

function productItem(
  { category, variants: _, ...wanted }: Wanted,
  stored: Page | undefined,
  { newId, now, currency }: PlanContext,
  version: number,
  variants: readonly { price: number }[],
): NewProduct {
  const prices = variants.map(({ price }) => price);
  return {
    ...wanted,
    productId: stored?.product.productId ?? newId,
    sellerId: stored?.product.sellerId ?? shopSellerId,
    categoryId: category.id,
    currency,
    minPrice: Math.min(...prices),
    maxPrice: Math.max(...prices),
    variantCount: variants.length,
    createdAt: stored?.product.createdAt ?? now,
    updatedAt: now,
    version,
  };
}

/** Cuts the writes so that each transaction holds its product and as many of them as fit; one even when there is none. */
function chunks(writes: readonly VariantWrite[]): VariantWrite[][] {
  const result: VariantWrite[][] = [[]];
  let room = maxActions - headActions;
  for (const write of writes) {
    const actions = write.kind === 'create' ? 2 : 1 + shardsOf(write.item).length;
    if (actions > room) {
      result.push([]);
      room = maxActions - headActions;
    }
    result.at(-1)?.push(write);
    room -= actions;
  }
  return result;
}

/** Whether two items say the same, apart from when and how often they were changed. */
function same(a: object, b: object): boolean {
  return canonical(a) === canonical(b);
}

function canonical(item: object): string {
  const { updatedAt: _at, version: _version, ...said } = item as Record<string, unknown>;
  return JSON.stringify(said, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
