/** How a value of a PostgreSQL type becomes a field of the Data API. */
export type FieldKind = 'boolean' | 'long' | 'double' | 'decimal' | 'string' | 'timestamp' | 'time' | 'blob';

/** What the Data API knows of a type. */
export interface KnownType {
  readonly name: string;
  readonly kind: FieldKind;
  /** `java.sql.Types`, as PostgreSQL's JDBC driver gives it; the service reports columns in its terms. */
  readonly jdbc: number;
}

const known: readonly [oid: number, name: string, kind: FieldKind, jdbc: number, array?: number][] = [
  [16, 'bool', 'boolean', -7, 1000],
  [17, 'bytea', 'blob', -2, 1001],
  [19, 'name', 'string', 12, 1003],
  [20, 'int8', 'long', -5, 1016],
  [21, 'int2', 'long', 5, 1005],
  [23, 'int4', 'long', 4, 1007],
  [25, 'text', 'string', 12, 1009],
  [26, 'oid', 'long', -5, 1028],
  [114, 'json', 'string', 1111, 199],
  [650, 'cidr', 'string', 1111, 651],
  [700, 'float4', 'double', 7, 1021],
  [701, 'float8', 'double', 8, 1022],
  [869, 'inet', 'string', 1111, 1041],
  [1042, 'bpchar', 'string', 1, 1014],
  [1043, 'varchar', 'string', 12, 1015],
  [1082, 'date', 'string', 91, 1182],
  [1083, 'time', 'time', 92, 1183],
  [1114, 'timestamp', 'timestamp', 93, 1115],
  [1184, 'timestamptz', 'timestamp', 93, 1185],
  [1700, 'numeric', 'decimal', 2, 1231],
  [2950, 'uuid', 'string', 1111, 2951],
  [3802, 'jsonb', 'string', 1111, 3807],
];

const scalars = new Map<number, KnownType>(
  known.map(([oid, name, kind, jdbc]) => [oid, { name, kind, jdbc }]),
);
const elements = new Map<number, number>(
  known.flatMap(([oid, , , , array]) => (array ? [[array, oid]] : [])),
);

/** `java.sql.Types.ARRAY` */
export const jdbcArray = 2003;

/** The built-in types that a result may hold, by object id of `pg_type`; undefined for any other. */
export const scalarType = (oid: number): KnownType | undefined => scalars.get(oid);

/** Of an array of a built-in type: its elements' type. */
export function elementType(oid: number): KnownType | undefined {
  const element = elements.get(oid);
  return element === undefined ? undefined : scalars.get(element);
}

/** What a parameter is sent as, by its field and by its hint. `text` is the service's choice for strings. */
export const parameterTypes = {
  isNull: 0,
  booleanValue: 16,
  longValue: 20,
  doubleValue: 701,
  stringValue: 25,
  blobValue: 17,
} as const;

export const hintTypes: Readonly<Record<string, number>> = {
  DATE: 1082,
  DECIMAL: 1700,
  JSON: 114,
  TIME: 1083,
  TIMESTAMP: 1114,
  UUID: 2950,
};
