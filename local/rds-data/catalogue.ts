import type { TableColumn } from './columns.ts';
import type { Session } from './database.ts';
import type { TypeName } from './fields.ts';
import type { Column, Statement } from './thread.ts';
import { elementType, scalarType } from './types.ts';

/** What the catalogue says of a result's columns. */
export interface Catalogue {
  type(id: number): TypeName | undefined;
  column(column: Column): TableColumn | undefined;
}

const int4Array = 1007;

/** Looks up the types that are not built in and, when asked, the tables behind the columns. */
export async function readCatalogue(
  session: Session,
  columns: readonly Column[],
  withTables: boolean,
): Promise<Catalogue> {
  const types = new Map<number, TypeName>();
  const tables = new Map<string, TableColumn>();
  const typeIds = unique(columns.map(({ dataTypeID }) => dataTypeID)).filter(
    (id) => !scalarType(id) && !elementType(id),
  );
  const tableIds = withTables ? unique(columns.map(({ tableID }) => tableID)).filter((id) => id > 0) : [];
  if (typeIds.length > 0) {
    for (const [id, name, kind] of await rows(session, { text: typesQuery, ...list(typeIds) })) {
      types.set(Number(id), { name: name!, isEnum: kind === 'e' });
    }
  }
  if (tableIds.length > 0) {
    for (const [table, column, name, notNull, serial] of await rows(session, {
      text: columnsQuery,
      ...list(tableIds),
    })) {
      tables.set(`${table}.${column}`, {
        table: name!,
        notNull: notNull === 't',
        autoIncrement: serial === 't',
      });
    }
  }
  return {
    type: (id) => types.get(id),
    column: ({ tableID, columnID }) => tables.get(`${tableID}.${columnID}`),
  };
}

const typesQuery = 'SELECT oid, typname, typtype FROM pg_catalog.pg_type WHERE oid = ANY($1)';
const columnsQuery = `
  SELECT a.attrelid, a.attnum, c.relname, a.attnotnull,
         a.attidentity <> '' OR coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false)
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND a.attrelid = ANY($1)`;

const rows = async (session: Session, statement: Statement) => (await session.run(statement))[0]?.rows ?? [];
const list = (ids: readonly number[]) => ({ values: [`{${ids.join(',')}}`], types: [int4Array] });
const unique = (ids: readonly number[]) => [...new Set(ids)];
