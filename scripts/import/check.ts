import type { ImportProductInput } from '../../client/index.ts';
import {
  handlePattern,
  maxHandleLength,
  maxMedia,
  maxOptions,
  maxOptionValues,
  maxTags,
  maxVariants,
  skuPattern,
} from '../../rules/limits.ts';

const isHandle = new RegExp(handlePattern);
const isSku = new RegExp(skuPattern);

/**
 * Why the shop would refuse a product, by the same limits; nothing when it would not for any reason that can be seen
 * without it. Lets a dry run tell what an import would, and keeps a hopeless product from being sent.
 */
export function problemOf(product: ImportProductInput): string | undefined {
  const { handle, title, description, tags, options, media, variants } = product;
  const skus = variants.map(({ sku }) => sku);
  const choices = variants.map(({ selectedOptions }) => JSON.stringify(selectedOptions ?? []));
  const twice = skus.find((sku, index) => skus.indexOf(sku) !== index);
  const most = (what: string, count: number, limit: number): string | undefined =>
    count > limit ? `${count} ${what} are more than ${limit}.` : undefined;
  const tooWide = options?.find(({ values }) => values.length > maxOptionValues);
  return (
    (!isHandle.test(handle) || handle.length > maxHandleLength
      ? `“${handle}” cannot be a handle.`
      : undefined) ??
    most('characters of title', title.length, 200) ??
    most('characters of description', description?.length ?? 0, 10_000) ??
    most('tags', tags?.length ?? 0, maxTags) ??
    most('options', options?.length ?? 0, maxOptions) ??
    (tooWide ? most(`values of ${tooWide.name}`, tooWide.values.length, maxOptionValues) : undefined) ??
    most('pictures', media?.length ?? 0, maxMedia) ??
    most('variants', variants.length, maxVariants) ??
    (twice ? `The SKU ${twice} is there twice.` : undefined) ??
    (new Set(choices).size < choices.length ? 'Two variants have the same options.' : undefined) ??
    skus.filter((sku) => !isSku.test(sku)).map((sku) => `“${sku}” cannot be a SKU.`)[0]
  );
}
