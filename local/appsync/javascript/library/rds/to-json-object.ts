import { fault } from '../../realm/halt.ts';
import { isRecord } from '../arguments.ts';

/**
 * The Data API's answer as rows: one list of records a statement, each keyed by the column's label or name. Null
 * columns are left out, arrays are lists, and a statement without records is one empty row.
 */
export function toJsonObject(data: unknown): Record<string, unknown>[][] {
  const results = parsed(data).sqlStatementResults;
  if (!Array.isArray(results)) return fault('toJsonObject: expected sqlStatementResults');
  return results.map((result) => {
    if (!isRecord(result) || !Array.isArray(result.records)) return [{}];
    const columns = Array.isArray(result.columnMetadata) ? result.columnMetadata.map(nameOf) : [];
    return result.records.map((record) => rowOf(record, columns));
  });
}

function parsed(data: unknown): Record<string, unknown> {
  if (isRecord(data)) return data;
  try {
    const value: unknown = JSON.parse(String(data));
    if (isRecord(value)) return value;
  } catch {
    // Falls through to the fault below.
  }
  return fault('toJsonObject: expected the result of a statement, or its JSON text');
}

const nameOf = (column: unknown) => (isRecord(column) ? String(column.label || column.name) : '');

function rowOf(record: unknown, columns: readonly string[]): Record<string, unknown> {
  const fields = Array.isArray(record) ? record : [];
  return Object.fromEntries(
    fields.flatMap((field, index) => {
      const [[type, value] = []] = isRecord(field) ? Object.entries(field) : [];
      if (type === undefined || type === 'isNull') return [];
      return [[columns[index] ?? String(index), type === 'arrayValue' ? elements(value) : value]];
    }),
  );
}

/** `{ longValues: [1, 2] }` is the list, `{ arrayValues: [...] }` one of such lists. */
function elements(array: unknown): unknown {
  const [[type, values] = []] = isRecord(array) ? Object.entries(array) : [];
  return type === 'arrayValues' && Array.isArray(values) ? values.map(elements) : (values ?? []);
}
