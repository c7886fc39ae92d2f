import { createReadStream } from 'node:fs';
import { parse, type CsvError } from 'csv-parse';

/** One record of the CSV: columns by name, absent ones empty, and the line it began on. */
export interface CsvRecord {
  readonly line: number;
  readonly column: (name: string) => string;
}

/** The consecutive records of one handle, or the reason why a record could not be read. */
export type CsvGroup =
  | { readonly handle: string; readonly records: readonly [CsvRecord, ...CsvRecord[]] }
  | { readonly line: number; readonly problem: string };

/**
 * Reads a CSV whose records belong together by handle, one group at a time. Quoted fields may run over several lines.
 * A record with too many or too few fields is reported and does not end the reading.
 */
export async function* groupsByHandle(file: string): AsyncGenerator<CsvGroup> {
  let group: { handle: string; records: [CsvRecord, ...CsvRecord[]] } | undefined;
  for await (const record of records(file)) {
    if ('problem' in record) {
      yield record;
      continue;
    }
    const handle = record.column('handle');
    if (group && (handle === group.handle || handle === '')) {
      group.records.push(record);
      continue;
    }
    if (group) yield group;
    group = undefined;
    if (handle === '') yield { line: record.line, problem: 'The handle is missing.' };
    else group = { handle, records: [record] };
  }
  if (group) yield group;
}

async function* records(file: string): AsyncGenerator<CsvRecord | { line: number; problem: string }> {
  const skipped: { line: number; problem: string }[] = [];
  let header = true;
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    columns: (names: string[]) => {
      const columns = names.map(columnName);
      if (!columns.includes('handle'))
        throw new Error(`${file}: no column “Handle”. Is this a product export?`);
      return columns;
    },
    on_skip: (error: CsvError | undefined) => {
      skipped.push({
        line: Number(error?.lines ?? 0),
        problem: `Not a record: ${error?.message ?? 'unreadable'}`,
      });
      return undefined;
    },
  });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  let end = 0;
  for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
    yield* skipped.splice(0);
    if (header) end = 1;
    header = false;
    // `info.lines` is the line a record ends on; it began after the one before it ended.
    yield { line: end + 1, column: (name) => record[name]?.trim() ?? '' };
    end = info.lines;
  }
  yield* skipped.splice(0);
}

interface Parsed {
  record: Record<string, string | undefined>;
  info: { lines: number };
}

/** Newer exports name some columns otherwise: `URL handle`, `Product image URL`. */
const renamed: Record<string, string> = {
  'url handle': 'handle',
  'body (html)': 'description',
  'product type': 'type',
  'published on online store': 'published',
  sku: 'variant sku',
  price: 'variant price',
  'compare-at price': 'variant compare at price',
  'weight value (grams)': 'variant grams',
  'inventory quantity': 'variant inventory qty',
  'product image url': 'image src',
  'image alt text': 'image alt text',
};

function columnName(name: string): string {
  const lower = name.trim().toLowerCase();
  return renamed[lower] ?? lower;
}
