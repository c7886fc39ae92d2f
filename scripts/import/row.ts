import type { ImportProductInput, schema } from '../../client/index.ts';

/** What a reader found at a place of its file: a product, or why there is none. */
export type Row =
  | { readonly line: number; readonly product: ImportProductInput }
  | { readonly line: number; readonly handle?: string; readonly problem: string };

/** A product of a row, with the line it began on. */
export type GoodRow = Extract<Row, { product: unknown }>;

/** Sends one batch, 25 products at most, and answers with what became of them. */
export type Send = (products: ImportProductInput[]) => Promise<schema.ImportReport>;

/** A value that cannot be what its column says; its message is for the person who owns the file. */
export class BadValue extends Error {
  override name = 'BadValue';
}

/**
 * Runs a mapping and turns a value that cannot be mapped into a row's problem, so that one bad product does not end
 * an import.
 */
export function rowAt(line: number, handle: string | undefined, map: () => ImportProductInput): Row {
  try {
    return { line, product: map() };
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    return { line, handle, problem: error.message };
  }
}
