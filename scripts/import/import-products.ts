import { maxImportProducts } from '../../rules/limits.ts';
import { problemOf } from './check.ts';
import type { GoodRow, Row, Send } from './row.ts';

/** A row that did not become a product, and why. */
export interface Refusal {
  readonly line: number;
  readonly handle?: string;
  readonly reason: string;
}

export interface Summary {
  created: number;
  updated: number;
  unchanged: number;
  readonly refused: Refusal[];
}

export interface ImportOptions {
  /** Products a request, 1 to 25. */
  readonly batch?: number;
  /** Told after every batch, with the rows done so far. */
  onProgress?(rows: number): void;
  /** Told of each refused row as it is refused. */
  onRefused?(refusal: Refusal): void;
}

/**
 * Imports products in batches, as they are read: at no time is more than one batch held. Bad rows are reported and
 * skipped. Handles and SKUs come from the rows, so that a second run finds what the first one made.
 *
 * @param rows - what a reader found.
 * @param send - sends one batch; what it throws ends the import, and running it again goes on from there.
 * @throws RangeError for a batch size the shop does not take.
 * @example
 * const summary = await importProducts(readShopify('apparel.csv', { currency: 'EUR' }), send);
 */
export async function importProducts(
  rows: AsyncIterable<Row> | Iterable<Row>,
  send: Send,
  { batch = maxImportProducts, onProgress, onRefused }: ImportOptions = {},
): Promise<Summary> {
  if (!Number.isInteger(batch) || batch < 1 || batch > maxImportProducts) {
    throw new RangeError(`A batch has 1 to ${maxImportProducts} products, not ${batch}.`);
  }
  const summary: Summary = { created: 0, updated: 0, unchanged: 0, refused: [] };
  const firstLines = new Map<string, number>();
  let pending: GoodRow[] = [];
  let done = 0;

  function refuse(refusal: Refusal): void {
    summary.refused.push(refusal);
    onRefused?.(refusal);
  }

  async function flush(): Promise<void> {
    if (pending.length > 0) {
      const report = await send(pending.map(({ product }) => product));
      summary.created += report.created;
      summary.updated += report.updated;
      summary.unchanged += report.unchanged;
      for (const { index, errorType, message } of report.refused) {
        const { line, product } = pending[index]!;
        refuse({ line, handle: product.handle, reason: `${errorType}: ${message}` });
      }
      pending = [];
    }
    onProgress?.(done);
  }

  for await (const row of rows) {
    done += 1;
    const refusal = refusalOf(row, firstLines);
    if (refusal) refuse(refusal);
    else pending.push(row as GoodRow);
    if (pending.length === batch) await flush();
  }
  await flush();
  return summary;
}

/** Why a row cannot be sent; remembers the handles, since the second of two alike would overwrite the first. */
function refusalOf(row: Row, firstLines: Map<string, number>): Refusal | undefined {
  if ('problem' in row) return { line: row.line, handle: row.handle, reason: row.problem };
  const { handle } = row.product;
  const first = firstLines.get(handle);
  if (first) return { line: row.line, handle, reason: `The handle was used on line ${first} before.` };
  firstLines.set(handle, row.line);
  const reason = problemOf(row.product);
  return reason ? { line: row.line, handle, reason } : undefined;
}
