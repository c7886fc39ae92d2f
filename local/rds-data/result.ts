import { readCatalogue, type Catalogue } from './catalogue.ts';
import { columnMetadata, type ColumnMetadata } from './columns.ts';
import type { Session } from './database.ts';
import { unsupportedResult, validation } from './errors.ts';
import { fieldReader, type Field, type ResultSetOptions } from './fields.ts';
import type { Outcome } from './thread.ts';

/** What ExecuteStatement answers. */
export interface StatementResult {
  readonly numberOfRecordsUpdated: number;
  readonly generatedFields?: readonly Field[];
  readonly records?: readonly (readonly Field[])[];
  readonly columnMetadata?: readonly ColumnMetadata[];
  readonly formattedRecords?: string;
}

export interface ResultOptions {
  readonly includeResultMetadata?: boolean;
  readonly formatRecordsAs?: 'NONE' | 'JSON';
  readonly resultSetOptions?: ResultSetOptions;
}

/** In bytes. Source: RDS Data API reference, ExecuteStatement. */
const largestResult = 1024 * 1024;
const largestJson = 10 * 1024 * 1024;

/** Turns what PostgreSQL answered into the Data API's answer. */
export async function statementResult(
  session: Session,
  { columns, rows, tag }: Outcome,
  { includeResultMetadata = false, formatRecordsAs = 'NONE', resultSetOptions = {} }: ResultOptions,
): Promise<StatementResult> {
  if (!columns) return { numberOfRecordsUpdated: recordsOf(tag), generatedFields: [] };
  const asJson = formatRecordsAs === 'JSON' && tag.startsWith('SELECT');
  if (!asJson) checkSize(rows);
  const catalogue = await readCatalogue(session, columns, includeResultMetadata && !asJson);
  const readers = columns.map(({ dataTypeID }) => fieldReader(dataTypeID, catalogue.type, resultSetOptions));
  const records = rows.map((row) => row.map((text, index) => readers[index]!(text)));
  if (asJson) {
    return {
      numberOfRecordsUpdated: 0,
      formattedRecords: formatted(
        columns.map(({ name }) => name),
        records,
      ),
    };
  }
  return {
    numberOfRecordsUpdated: 0,
    ...(includeResultMetadata ? { columnMetadata: metadataOf(columns, catalogue) } : {}),
    records,
    // Statements that write answer with it even when they return rows.
    ...(tag.startsWith('SELECT') ? {} : { generatedFields: [] }),
  };
}

const metadataOf = (columns: NonNullable<Outcome['columns']>, catalogue: Catalogue) =>
  columns.map((column) =>
    columnMetadata(column, catalogue.column(column), catalogue.type(column.dataTypeID)),
  );

/** The rows that a command tag counts: `INSERT 0 3`, `UPDATE 2`. */
function recordsOf(tag: string): number {
  return Number(/^(?:INSERT \d+|UPDATE|DELETE|MERGE|COPY) (\d+)$/.exec(tag)?.[1] ?? 0);
}

/** Counted as PostgreSQL sends them: two octets a row, four a field, and the field's own. */
function checkSize(rows: Outcome['rows']): void {
  let size = 0;
  for (const row of rows) {
    size += 2;
    for (const text of row) size += 4 + Buffer.byteLength(text ?? '');
    if (size > largestResult) throw unsupportedResult('The result exceeds the size limit 1 MB.');
  }
}

/**
 * The records as one JSON text. Source: Aurora User Guide, "Processing Amazon RDS Data API query results in JSON
 * format".
 * @throws AwsError for columns of the same name, which JSON cannot hold, and above 10 MB.
 */
function formatted(names: readonly string[], records: readonly (readonly Field[])[]): string {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    // The wording is not established.
    throw validation(
      `The result has several columns named ${twice}, which the JSON format does not support.`,
    );
  }
  const text = JSON.stringify(
    records.map((record) => Object.fromEntries(record.map((field, index) => [names[index]!, plain(field)]))),
  );
  if (Buffer.byteLength(text) > largestJson)
    throw unsupportedResult('The result exceeds the size limit 10 MB.');
  return text;
}

function plain(field: Field): unknown {
  if (field['isNull']) return null;
  const [held] = Object.values(field);
  return field['arrayValue'] ? Object.values(held as object)[0] : held;
}
