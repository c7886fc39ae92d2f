import type { Column } from './thread.ts';
import type { TypeName } from './fields.ts';
import { elementType, jdbcArray, scalarType } from './types.ts';

/** A column of a result. Source: RDS Data API reference, ColumnMetadata. */
export interface ColumnMetadata {
  readonly name: string;
  readonly label: string;
  readonly typeName: string;
  readonly type: number;
  readonly schemaName: string;
  readonly tableName: string;
  readonly isAutoIncrement: boolean;
  readonly isSigned: boolean;
  readonly isCurrency: boolean;
  readonly isCaseSensitive: boolean;
  /** 0 no, 1 yes. */
  readonly nullable: number;
  readonly precision: number;
  readonly scale: number;
  readonly arrayBaseColumnType: number;
}

/** What the catalogue says of the table's column behind a column of a result. */
export interface TableColumn {
  readonly table: string;
  readonly notNull: boolean;
  readonly autoIncrement: boolean;
}

const serials: Readonly<Record<string, string>> = { int2: 'smallserial', int4: 'serial', int8: 'bigserial' };
const signed = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric']);
const caseless = new Set([...signed, 'oid', 'bool', 'date', 'time', 'timestamp', 'timestamptz']);
/** Decimal digits, by type; a type of text without a length has this largest of all. */
const digits: Readonly<Record<string, number>> = {
  bool: 1,
  int2: 5,
  int4: 10,
  oid: 10,
  int8: 19,
  float4: 8,
  float8: 17,
  date: 13,
  time: 15,
  timestamp: 29,
  timestamptz: 35,
};
const unlimited = 2_147_483_647;

/** A column in the terms of PostgreSQL's JDBC driver, through which the service reads its results. */
export function columnMetadata(
  { name, dataTypeID, dataTypeModifier }: Column,
  behind: TableColumn | undefined,
  typeName: TypeName | undefined,
): ColumnMetadata {
  const scalar = scalarType(dataTypeID);
  const element = elementType(dataTypeID);
  const base = scalar?.name ?? (element ? `_${element.name}` : (typeName?.name ?? 'unknown'));
  const autoIncrement = behind?.autoIncrement ?? false;
  return {
    arrayBaseColumnType: element?.jdbc ?? 0,
    isAutoIncrement: autoIncrement,
    isCaseSensitive: !caseless.has(base),
    isCurrency: false,
    isSigned: signed.has(base),
    label: name,
    name,
    nullable: behind?.notNull ? 0 : 1,
    precision: precisionOf(base, dataTypeModifier),
    scale: scaleOf(base, dataTypeModifier),
    schemaName: '',
    tableName: behind?.table ?? '',
    type: scalar?.jdbc ?? (element ? jdbcArray : 12),
    typeName: (autoIncrement && serials[base]) || base,
  };
}

function precisionOf(base: string, modifier: number): number {
  if (base === 'numeric') return modifier < 0 ? 0 : (modifier - 4) >> 16;
  if (base === 'varchar' || base === 'bpchar') return modifier < 0 ? unlimited : modifier - 4;
  return digits[base] ?? unlimited;
}

function scaleOf(base: string, modifier: number): number {
  if (base === 'numeric') return modifier < 0 ? 0 : (modifier - 4) & 0xffff;
  if (/^time/.test(base)) return modifier < 0 ? 6 : modifier;
  return base === 'float4' || base === 'float8' ? digits[base]! : 0;
}
