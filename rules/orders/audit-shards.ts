/** Whether the parts of a stock that is spread are all there, and repeat what their variant says. */
import { shardsOf } from '../stock.ts';
import type { Spread } from '../stock.ts';
import type { Compared, Difference } from './difference.ts';
import { differing } from './difference.ts';

/** What variants and parts have in common beside their counts. */
export interface Offered {
  sku: string;
  price: number;
  active: boolean;
}

/**
 * Where parts are missing or nobody's, or offer at another price or otherwise than their variant does. Spreading and
 * every change of price or sale are transactions over all of them, so there is no moment at which they differ.
 *
 * @param variants - every variant.
 * @param shards - every part of a stock beside its variant.
 */
export function auditShards(
  variants: (Offered & Spread)[],
  shards: (Offered & { shard: number })[],
): Difference[] {
  // A space in front: a SKU may be called as what every object has.
  const parts: Record<string, (Offered & { shard: number })[]> = {};
  shards.forEach((one) => {
    parts[` ${one.sku}`] = [...(parts[` ${one.sku}`] ?? []), one];
  });
  const known: Record<string, boolean> = {};
  variants.forEach((variant) => {
    known[` ${variant.sku}`] = true;
  });
  return differing([
    ...variants.flatMap((variant): Compared[] => {
      const own = parts[` ${variant.sku}`] ?? [];
      const numbers = shardsOf(variant).filter((shard) => !own.some((one) => one.shard === shard));
      return [
        { check: 'stock.parts-missing', subject: variant.sku, expected: 0, found: numbers.length },
        {
          check: 'stock.parts',
          subject: variant.sku,
          expected: shardsOf(variant).length,
          found: own.length,
        },
        ...own.flatMap((one): Compared[] => [
          {
            check: 'stock.part-price',
            subject: `${one.sku} ${one.shard}`,
            expected: variant.price,
            found: one.price,
          },
          {
            check: 'stock.part-on-sale',
            subject: `${one.sku} ${one.shard}`,
            expected: variant.active ? 'yes' : 'no',
            found: one.active ? 'yes' : 'no',
          },
        ]),
      ];
    }),
    ...shards
      .filter((one) => !known[` ${one.sku}`])
      .map((one): Compared => ({
        check: 'stock.part-of-nothing',
        subject: `${one.sku} ${one.shard}`,
        expected: 'a variant',
        found: 'none',
      })),
  ]);
}
