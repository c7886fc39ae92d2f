import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

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
 * A record with too many or too few fields is reported and does not end the reading; a quote that is never closed does.
 */
export async function* groupsByHandle(file: string): AsyncGenerator<CsvGroup> {
  let group: { handle: string; records: [CsvRecord, ...CsvRecord[]] } | undefined;
  // A bad record does not tear the group apart that it stands in: it is told of afterwards.
  let problems: { line: number; problem: string }[] = [];
  for await (const record of records(file)) {
    if ('problem' in record) {
      problems.push(record);
      continue;
    }
    const handle = record.column('handle');
    if (group && (handle === group.handle || handle === '')) {
      group.records.push(record);
      continue;
    }
    if (group) yield group;
    yield* problems;
    problems = [];
    group = handle === '' ? undefined : { handle, records: [record] };
    if (!group) yield { line: record.line, problem: 'The handle is missing.' };
  }
  if (group) yield group;
  yield* problems;
}

async function* records(file: string): AsyncGenerator<CsvRecord | { line: number; problem: string }> {
  // Fields are counted here, not by the parser, which would tell of a bad record out of turn.
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
  });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  let columns: string[] | undefined;
  let end = 0;
  for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
    // `info.lines` is the line a record ends on; it began after the one before it ended.
    const line = end + 1;
    end = info.lines;
    if (!columns) {
      columns = record.map(columnName);
      if (!columns.includes('handle'))
        throw new Error(`${file}: no column “Handle”. Is this a product export?`);
    } else if (record.length !== columns.length) {
      yield { line, problem: `Not a record: ${record.length} fields under ${columns.length} columns.` };
    } else {
      const fields = new Map(columns.map((name, index) => [name, record[index]!.trim()]));
      yield { line, column: (name) => fields.get(name) ?? '' };
    }
  }
}

interface Parsed {
  record: string[];
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
