import type { Context } from '@aws-appsync/utils';
import { AlreadyExists } from '../../rules/errors.ts';
import { maxMedia, maxOptions, maxOptionValues, maxStock, maxTags } from '../../rules/limits.ts';
import type { ProductItem, VariantItem } from '../generated/model.ts';
import type { MediaInput, ProductOptionInput, VariantInput } from '../generated/schema.ts';
import { checkMoney, checkOptionalText, checkSku, checkText, checkWithin, isGiven, refuse } from './check.ts';
import { fail } from './fail.ts';

export function checkTags(tags: string[]): string[] {
  if (tags.length > maxTags) refuse('tags', `may be ${maxTags} at most`);
  return tags.map((tag) => checkText('tags', tag, 1, 50));
}

export function checkMedia(media: MediaInput[]): ProductItem['media'] {
  if (media.length > maxMedia) refuse('media', `may be ${maxMedia} at most`);
  return media.map((entry) => {
    const alt = checkOptionalText('media.alt', entry.alt, 500);
    const checked: ProductItem['media'][number] = {
      source: checkText('media.source', entry.source, 1, 1000),
      type: entry.type ?? 'IMAGE',
    };
    if (alt) checked.alt = alt;
    return checked;
  });
}

export function checkOptions(options: ProductOptionInput[]): ProductItem['options'] {
  if (options.length > maxOptions) refuse('options', `may be ${maxOptions} at most`);
  const checked = options.map((option) => {
    if (option.values.length < 1 || option.values.length > maxOptionValues) {
      refuse('options.values', `must be 1 to ${maxOptionValues}`);
    }
    return {
      name: checkText('options.name', option.name, 1, 50),
      values: option.values.map((value) => checkText('options.values', value, 1, 100)),
    };
  });
  checkDistinct(
    'options.name',
    checked.map((option) => option.name),
  );
  checked.forEach((option) => checkDistinct('options.values', option.values));
  return checked;
}

/** Refuses a list in which a text stands twice. */
export function checkDistinct(field: string, texts: string[]): void {
  texts.forEach((text, index) => {
    if (texts.indexOf(text) !== index) refuse(field, `"${text}" is there twice`);
  });
}

/** The choices of a variant as one text, to tell that two variants are the same choice. */
export function choiceOf(variant: Pick<VariantItem, 'selectedOptions'>): string {
  return variant.selectedOptions.map((option) => option.value).join(' / ');
}

/** A variant as it will be stored, its choices checked against the product's options. */
export function checkVariant(
  ctx: Context,
  product: Pick<
    ProductItem,
    'productId' | 'title' | 'status' | 'options' | 'sellerId' | 'categoryId' | 'taxClass'
  >,
  input: VariantInput,
  position: number,
  now: string,
): VariantItem {
  const choices = (input.selectedOptions ?? []).map((option) => ({ name: option.name, value: option.value }));
  const fits =
    choices.length === product.options.length &&
    product.options.every(
      (option, index) =>
        choices[index]!.name === option.name && option.values.indexOf(choices[index]!.value) >= 0,
    );
  if (!fits)
    refuse(
      'variants.selectedOptions',
      "must choose one value of each of the product's options, in their order",
    );
  const chosen = choiceOf({ selectedOptions: choices });
  const title =
    checkOptionalText('variants.title', input.title, 200) ?? (chosen === '' ? product.title : chosen);
  const variant: VariantItem = {
    productId: product.productId,
    sku: checkSku('variants.sku', input.sku),
    title,
    productTitle: product.title,
    selectedOptions: choices,
    position,
    price: checkMoney('variants.price', input.price, ctx.env.CURRENCY!),
    currency: ctx.env.CURRENCY!,
    available: checkWithin('variants.stock', input.stock ?? 0, 0, maxStock),
    reserved: 0,
    sold: 0,
    sellerId: product.sellerId,
    categoryId: product.categoryId,
    taxClass: product.taxClass,
    active: product.status === 'ACTIVE',
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  if (input.compareAtPrice) {
    variant.compareAtPrice = checkMoney('variants.compareAtPrice', input.compareAtPrice, ctx.env.CURRENCY!);
  }
  if (isGiven(input.weightGrams)) {
    variant.weightGrams = checkWithin('variants.weightGrams', input.weightGrams, 0, 1_000_000);
  }
  if (isGiven(input.reorderPoint)) {
    variant.reorderPoint = checkReorderPoint('variants.reorderPoint', input.reorderPoint);
  }
  return variant;
}

/** What a repeat of a request with this variant is known by: its members in a fixed order, defaults filled in. */
export function variantRequest(input: VariantInput): unknown[] {
  const money = (price: VariantInput['compareAtPrice']) => (price ? [price.amount, price.currency] : null);
  return [
    input.sku,
    (input.title ?? '').trim(),
    (input.selectedOptions ?? []).map((option) => [option.name, option.value]),
    money(input.price),
    money(input.compareAtPrice),
    input.stock ?? 0,
    input.reorderPoint ?? null,
    input.weightGrams ?? null,
  ];
}

/** The stock at which a variant's seller is told. */
export function checkReorderPoint(field: string, units: number): number {
  return checkWithin(field, units, 0, maxStock);
}

/** Refuses variants of one product that share a SKU or a choice. */
export function checkVariantsDiffer(variants: VariantItem[]): void {
  const skus = variants.map((variant) => variant.sku);
  checkDistinct('variants.sku', skus);
  const choices = variants.map((variant) => choiceOf(variant));
  choices.forEach((choice, index) => {
    if (choices.indexOf(choice) !== index) fail(AlreadyExists, { selectedOptions: choice, sku: skus[index] });
  });
}

/** The lowest and highest price of some variants, in minor units. */
export function priceBounds(variants: Pick<VariantItem, 'price'>[]): { minPrice: number; maxPrice: number } {
  const prices = variants.map((variant) => variant.price);
  return { minPrice: Math.min(...prices), maxPrice: Math.max(...prices) };
}
