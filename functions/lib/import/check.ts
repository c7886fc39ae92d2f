/** Holds one product of an import against the rules of the shop. */
import { AlreadyExists, CurrencyMismatch, InvalidInput, LimitReached } from '../../../rules/errors.ts';
import {
  handlePattern,
  maxAmount,
  maxCategoryIdLength,
  maxHandleLength,
  maxMedia,
  maxOptions,
  maxOptionValues,
  maxStock,
  maxTags,
  maxVariants,
  skuPattern,
} from '../../../rules/limits.ts';
import { isAmount } from '../../../rules/money.ts';
import type { ImportProductInput, MoneyInput, VariantInput } from '../../generated/schema.ts';
import type { TaxClass } from '../../../rules/tax.ts';
import { Refusal } from '../refusal.ts';

/** A product of an import, checked and with every default in its place. */
export interface Wanted {
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly status: 'DRAFT' | 'ACTIVE' | 'ARCHIVED';
  readonly taxClass: TaxClass;
  readonly vendor?: string;
  readonly category: { readonly id: string; readonly name: string };
  readonly tags: string[];
  readonly options: { name: string; values: string[] }[];
  readonly media: { source: string; type: 'IMAGE' | 'VIDEO'; alt?: string }[];
  readonly variants: WantedVariant[];
}

export interface WantedVariant {
  readonly sku: string;
  readonly title: string;
  readonly selectedOptions: { name: string; value: string }[];
  /** Minor units of the shop's currency. */
  readonly price: number;
  readonly compareAtPrice?: number;
  /** What a new variant starts with. */
  readonly stock: number;
  readonly reorderPoint?: number;
  readonly weightGrams?: number;
}

/**
 * @param currency - the shop's, ISO 4217.
 * @throws Refusal that names the field, e.g. `variants[2].price: must be 0 to 2000000000 minor units`.
 */
export function check(input: ImportProductInput, currency: string): Wanted {
  const options = checkOptions(input);
  const title = text('title', input.title, 1, 200);
  const vendor = optionalText('vendor', input.vendor, 100);
  const tags = input.tags ?? [];
  if (tags.length > maxTags) refuse('tags', `must be ${maxTags} at most`);
  const media = input.media ?? [];
  if (media.length > maxMedia) refuse('media', `must be ${maxMedia} at most`);
  return {
    handle: identifier('handle', input.handle, maxHandleLength),
    title,
    description: text('description', input.description ?? '', 0, 10_000),
    status: input.status ?? 'ACTIVE',
    taxClass: input.taxClass ?? 'STANDARD',
    ...(vendor === undefined ? {} : { vendor }),
    category: {
      id: identifier('category.id', input.category.id, maxCategoryIdLength),
      name: text('category.name', input.category.name, 1, 100),
    },
    tags: tags.map((tag, at) => text(`tags[${at}]`, tag, 1, 100)),
    options,
    media: media.map(({ source, type, alt }, at) => {
      const shown = optionalText(`media[${at}].alt`, alt, 500);
      return {
        source: text(`media[${at}].source`, source, 1, 2_000),
        type: type ?? 'IMAGE',
        ...(shown === undefined ? {} : { alt: shown }),
      };
    }),
    variants: checkVariants(input.variants, title, options, currency),
  };
}

function checkOptions({ options }: ImportProductInput): Wanted['options'] {
  const given = options ?? [];
  if (given.length > maxOptions) refuse('options', `must be ${maxOptions} at most`);
  const checked = given.map(({ name, values }, at) => {
    if (values.length < 1 || values.length > maxOptionValues) {
      refuse(`options[${at}].values`, `must be 1 to ${maxOptionValues}`);
    }
    return {
      name: text(`options[${at}].name`, name, 1, 100),
      values: values.map((value, place) => text(`options[${at}].values[${place}]`, value, 1, 100)),
    };
  });
  if (new Set(checked.map(({ name }) => name)).size < checked.length)
    refuse('options', 'must have different names');
  return checked;
}

function checkVariants(
  variants: readonly VariantInput[],
  productTitle: string,
  options: Wanted['options'],
  currency: string,
): WantedVariant[] {
  if (variants.length < 1) refuse('variants', 'must be at least 1');
  if (variants.length > maxVariants) {
    throw new Refusal(LimitReached, `variants: must be ${maxVariants} at most`);
  }
  const skus = new Set<string>();
  const choices = new Set<string>();
  return variants.map((variant, at) => {
    const field = `variants[${at}]`;
    const sku = variant.sku.trim();
    if (!new RegExp(skuPattern).test(sku))
      refuse(`${field}.sku`, 'must be 1 to 64 letters, digits and . _ -');
    if (skus.has(sku)) throw new Refusal(AlreadyExists, `${field}.sku: ${sku} is there twice`);
    skus.add(sku);

    const selectedOptions = checkChoice(field, variant, options);
    const choice = JSON.stringify(selectedOptions);
    if (choices.has(choice))
      throw new Refusal(AlreadyExists, `${field}.selectedOptions: the same choice is there twice`);
    choices.add(choice);

    const title = optionalText(`${field}.title`, variant.title, 200);
    const compareAtPrice = variant.compareAtPrice;
    const weightGrams = variant.weightGrams ?? undefined;
    const reorderPoint = variant.reorderPoint ?? undefined;
    return {
      sku,
      title: title ?? (selectedOptions.map(({ value }) => value).join(' / ') || productTitle),
      selectedOptions,
      price: money(`${field}.price`, variant.price, currency),
      ...(compareAtPrice
        ? { compareAtPrice: money(`${field}.compareAtPrice`, compareAtPrice, currency) }
        : {}),
      stock: within(`${field}.stock`, variant.stock ?? 0, 0, maxStock),
      ...(reorderPoint === undefined
        ? {}
        : { reorderPoint: within(`${field}.reorderPoint`, reorderPoint, 0, maxStock) }),
      ...(weightGrams === undefined
        ? {}
        : { weightGrams: within(`${field}.weightGrams`, weightGrams, 0, 10_000_000) }),
    };
  });
}

function checkChoice(field: string, { selectedOptions }: VariantInput, options: Wanted['options']) {
  const given = selectedOptions ?? [];
  if (given.length !== options.length)
    refuse(`${field}.selectedOptions`, 'must choose for every option of the product');
  return options.map(({ name, values }, at) => {
    const choice = given[at];
    if (choice?.name.trim() !== name) refuse(`${field}.selectedOptions[${at}]`, `must choose for ${name}`);
    const value = (choice as { value: string }).value.trim();
    if (!values.includes(value)) refuse(`${field}.selectedOptions[${at}]`, `${name} has no ${value}`);
    return { name, value };
  });
}

function money(field: string, { amount, currency: given }: MoneyInput, currency: string): number {
  if (given !== currency) throw new Refusal(CurrencyMismatch, `${field}: the shop trades in ${currency}`);
  if (!isAmount(amount)) refuse(field, `must be 0 to ${maxAmount} minor units`);
  return amount;
}

function within(field: string, value: number, min: number, max: number): number {
  if (value < min || value > max) refuse(field, `must be between ${min} and ${max}`);
  return value;
}

function identifier(field: string, value: string, max: number): string {
  if (value.length > max || !new RegExp(handlePattern).test(value)) {
    refuse(field, `must be lower-case letters, digits and hyphens, ${max} at most`);
  }
  return value;
}

function text(field: string, value: string, min: number, max: number): string {
  const trimmed = value.trim();
  if (trimmed.length < min || trimmed.length > max) refuse(field, `must have ${min} to ${max} characters`);
  return trimmed;
}

function optionalText(field: string, value: string | null | undefined, max: number): string | undefined {
  return value?.trim() ? text(field, value, 1, max) : undefined;
}

function refuse(field: string, message: string): never {
  throw new Refusal(InvalidInput, `${field}: ${message}`);
}
