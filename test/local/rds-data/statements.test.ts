import { BatchExecuteStatementCommand, type Field } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behaviours } from '../../parity/behaviour.ts';
import { dataApi, dataApiCaptures, dataApiGuide, jdbcColumns } from '../../parity/sources.ts';
import { startCluster, type TestCluster } from './cluster.ts';

const { equal, assumed } = behaviours('RDS Data API');

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
  await cluster.sql(`CREATE TYPE mood AS ENUM ('glad', 'sad')`);
  await cluster.sql(
    `CREATE TABLE books (id serial PRIMARY KEY, title varchar(200) NOT NULL, price numeric(10,2), tags text[], feeling mood)`,
  );
});
afterAll(() => cluster?.close());

/** The one value of a one-row result. */
const value = async (
  sql: string,
  parameters?: Parameters<TestCluster['sql']>[1],
): Promise<Field | undefined> => (await cluster.sql(sql, parameters)).records?.[0]?.[0];

describe('values', equal('core', dataApi, dataApiCaptures), () => {
  it.each<[string, Field]>([
    ['true', { booleanValue: true }],
    ['7::int2', { longValue: 7 }],
    ['123::int8', { longValue: 123 }],
    ['2.25::float4', { doubleValue: 2.25 }],
    ['1.50::numeric', { stringValue: '1.50' }],
    ["'a'::char(3)", { stringValue: 'a  ' }],
    [`'{"a": 1}'::jsonb`, { stringValue: '{"a": 1}' }],
    ["'glad'::mood", { stringValue: 'glad' }],
    ["'2026-09-17'::date", { stringValue: '2026-09-17' }],
    ["'17:08:20.5'::time", { stringValue: '17:08:20.500' }],
    ["'2026-09-17 17:08:20'::timestamp", { stringValue: '2026-09-17 17:08:20' }],
    ["'2026-09-17 20:08:20.855153-03'::timestamptz", { stringValue: '2026-09-17 23:08:20.855153' }],
    ['NULL', { isNull: true }],
    [`'{1,2,NULL}'::int8[]`, { arrayValue: { longValues: [1, 2, null as never] } }],
    [
      `'{a,"b c",NULL,"NULL","d\\"e"}'::text[]`,
      { arrayValue: { stringValues: ['a', 'b c', null as never, 'NULL', 'd"e'] } },
    ],
  ])(
    '%s',
    equal('core', dataApi, dataApiCaptures).as('types become fields, times in UTC'),
    async (sql, field) => {
      expect(await value(`SELECT ${sql}`)).toEqual(field);
    },
  );

  it('bytes go and come as they are', async () => {
    const bytes = new Uint8Array([0, 1, 254, 255]);
    const field = await value('SELECT :b::bytea', [{ name: 'b', value: { blobValue: bytes } }]);
    expect([...field!.blobValue!]).toEqual([...bytes]);
  });

  it('decimals and longs may be asked for otherwise', async () => {
    const { records } = await cluster.sql('SELECT 1.5::numeric, 2::numeric, 3::int8', [], {
      resultSetOptions: { decimalReturnType: 'DOUBLE_OR_LONG', longReturnType: 'STRING' },
    });
    expect(records).toEqual([[{ doubleValue: 1.5 }, { longValue: 2 }, { stringValue: '3' }]]);
  });

  it.each([
    ["'1 day'::interval", 'INTERVAL'],
    ["'17:08:20+02'::timetz", 'TIMETZ'],
    ["'1'::money", 'MONEY'],
  ])(
    '%s',
    equal('complete', dataApiCaptures).as('types that no result may hold are named'),
    async (sql, name) => {
      await expect(cluster.sql(`SELECT ${sql}`)).rejects.toMatchObject({
        name: 'UnsupportedResultException',
        message: `The result contains the unsupported data type ${name}.`,
      });
    },
  );
});

describe('parameters', equal('core', dataApi), () => {
  it('are bound by name, with a type hint where text is not enough', async () => {
    const id = '8c3f7f3a-2f5d-4c2e-9a39-3f1bb2c7e0a1';
    const { records } = await cluster.sql(
      "SELECT :uuid::uuid = :id, :at + interval '1 hour', :price * 2, :json -> 'a', :none::text, :on + 1",
      [
        { name: 'uuid', value: { stringValue: id } },
        { name: 'id', value: { stringValue: id }, typeHint: 'UUID' },
        { name: 'at', value: { stringValue: '2026-01-01 10:00:00.5' }, typeHint: 'TIMESTAMP' },
        { name: 'price', value: { stringValue: '1.25' }, typeHint: 'DECIMAL' },
        { name: 'json', value: { stringValue: '{"a":[1]}' }, typeHint: 'JSON' },
        { name: 'none', value: { isNull: true } },
        { name: 'on', value: { stringValue: '2026-01-31' }, typeHint: 'DATE' },
      ],
    );
    expect(records![0]).toEqual([
      { booleanValue: true },
      { stringValue: '2026-01-01 11:00:00.500' },
      { stringValue: '2.50' },
      { stringValue: '[1]' },
      { isNull: true },
      { stringValue: '2026-02-01' },
    ]);
  });

  it('are no part of the text, whatever they hold', async () => {
    const title = `'); DROP TABLE books; -- :x $1`;
    const inserted = await cluster.sql('INSERT INTO books (title) VALUES (:t) RETURNING title', [
      { name: 't', value: { stringValue: title } },
    ]);
    expect(inserted.records).toEqual([[{ stringValue: title }]]);
    expect(
      await value(`SELECT count(*) FROM books WHERE title = :t`, [
        { name: 't', value: { stringValue: title } },
      ]),
    ).toEqual({
      longValue: 1,
    });
  });

  it('names in strings, comments and casts are none', async () => {
    const sql = `SELECT ':a', "x:b", $$ :c $$, E'\\':d', (ARRAY[1,2,3])[1:2], 1::int /* :e /* :f */ :g */ -- :h
      FROM (SELECT :real AS "x:b") t`;
    const { records } = await cluster.sql(sql, [{ name: 'real', value: { longValue: 5 } }]);
    expect(records![0]).toEqual([
      { stringValue: ':a' },
      { longValue: 5 },
      { stringValue: ' :c ' },
      { stringValue: "':d" },
      { arrayValue: { longValues: [1, 2] } },
      { longValue: 1 },
    ]);
  });

  it('each place is a value of its own', equal('strict', dataApiCaptures), async () => {
    const parameters = [{ name: 'n', value: { longValue: 2 } }];
    expect(await value('SELECT :n * :n', parameters)).toEqual({ longValue: 4 });
    await expect(cluster.sql('SELECT id % :n FROM books GROUP BY id % :n', parameters)).rejects.toThrow(
      'must appear in the GROUP BY clause',
    );
  });

  it(
    'a name without a parameter is refused',
    assumed('strict', 'the wording is that of Serverless v1', dataApi),
    async () => {
      await expect(cluster.sql('SELECT :nobody')).rejects.toMatchObject({
        name: 'BadRequestException',
        message: 'Cannot find parameter: nobody',
      });
    },
  );
});

describe('results', equal('core', dataApi), () => {
  it('writes tell how many records they changed, and return what they are asked for', async () => {
    const written = await cluster.sql(`INSERT INTO books (title, price) VALUES ('a', 1), ('b', 2)`);
    expect(written).toMatchObject({ numberOfRecordsUpdated: 2, generatedFields: [] });
    expect(written.records).toBeUndefined();
    const returned = await cluster.sql(`UPDATE books SET price = 3 WHERE title = 'a' RETURNING price`);
    expect(returned.records).toEqual([[{ stringValue: '3.00' }]]);
    expect((await cluster.sql('SELECT 1 WHERE false')).records).toEqual([]);
  });

  it('columns are told when asked for', equal('complete', dataApi, jdbcColumns), async () => {
    const { columnMetadata } = await cluster.sql(
      'SELECT id, title AS name, price, tags, 1 AS one FROM books',
      [],
      {
        includeResultMetadata: true,
      },
    );
    expect(columnMetadata).toMatchObject([
      {
        name: 'id',
        label: 'id',
        typeName: 'serial',
        type: 4,
        tableName: 'books',
        isAutoIncrement: true,
        isSigned: true,
        nullable: 0,
        precision: 10,
      },
      {
        name: 'name',
        label: 'name',
        typeName: 'varchar',
        type: 12,
        precision: 200,
        isCaseSensitive: true,
        nullable: 0,
      },
      { typeName: 'numeric', type: 2, precision: 10, scale: 2, nullable: 1 },
      { typeName: '_text', type: 2003, arrayBaseColumnType: 12 },
      { label: 'one', typeName: 'int4', tableName: '', schemaName: '', nullable: 1 },
    ]);
  });

  it('rows may be one JSON text', equal('complete', dataApi, dataApiGuide), async () => {
    const answer = await cluster.sql(
      `SELECT 1 AS a, 1.5::numeric AS b, NULL AS c, '{x,y}'::text[] AS d, 'glad'::mood AS e`,
      [],
      {
        formatRecordsAs: 'JSON',
      },
    );
    expect(JSON.parse(answer.formattedRecords!)).toEqual([
      { a: 1, b: '1.5', c: null, d: ['x', 'y'], e: 'glad' },
    ]);
    expect(answer.records).toBeUndefined();
  });

  it('a result over 1 MB is refused', equal('complete', dataApi, dataApiCaptures), async () => {
    const sql = `SELECT md5(n::text)::uuid FROM generate_series(1, :rows) AS n`;
    const rows = (count: number) => [{ name: 'rows', value: { longValue: count } }];
    expect((await cluster.sql(sql, rows(24_800))).records).toHaveLength(24_800);
    await expect(cluster.sql(sql, rows(25_000))).rejects.toMatchObject({
      name: 'UnsupportedResultException',
      message: 'The result exceeds the size limit 1 MB.',
    });
  });

  it('a batch is written as a whole', assumed('complete', 'that it is whole', dataApi), async () => {
    const batch = (titles: (string | null)[]) =>
      cluster.client.send(
        new BatchExecuteStatementCommand({
          ...cluster.target,
          sql: 'INSERT INTO books (title) VALUES (:t)',
          parameterSets: titles.map((title) => [
            { name: 't', value: title === null ? { isNull: true } : { stringValue: title } },
          ]),
        }),
      );
    expect((await batch(['batch', 'batch'])).updateResults).toHaveLength(2);
    await expect(batch(['batch', null])).rejects.toThrow('violates not-null constraint');
    expect(await value(`SELECT count(*) FROM books WHERE title = 'batch'`)).toEqual({ longValue: 2 });
  });
});

describe('errors', equal('core', dataApi, dataApiCaptures), () => {
  it.each([
    ['SELECT * FROM nope', 'ERROR: relation "nope" does not exist; Position: 15; SQLState: 42P01'],
    ['SELEKT 1', 'ERROR: syntax error at or near "SELEKT"; Position: 1; SQLState: 42601'],
    [
      'INSERT INTO books (title) VALUES (NULL)',
      'ERROR: null value in column "title" of relation "books" violates not-null constraint; SQLState: 23502',
    ],
  ])(
    '%s',
    equal('core', dataApiCaptures).as("errors carry the database's words, position and state"),
    async (sql, message) => {
      await expect(cluster.sql(sql)).rejects.toMatchObject({ name: 'DatabaseErrorException', message });
    },
  );

  it('a key that is there already shows in the detail', async () => {
    await cluster.sql(`INSERT INTO books (id, title) VALUES (9000, 'one')`);
    await expect(cluster.sql(`INSERT INTO books (id, title) VALUES (9000, 'two')`)).rejects.toThrow(
      'ERROR: duplicate key value violates unique constraint "books_pkey"\n  Detail: Key (id)=(9000) already exists.; SQLState: 23505',
    );
  });

  it('only one statement is taken', equal('core', dataApiGuide, dataApiCaptures), async () => {
    await expect(cluster.sql(`SELECT 1; SELECT 2`)).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Multistatements aren't supported.",
    });
    expect(await value(`SELECT ';''; SELECT' ; -- the end`)).toEqual({ stringValue: `;'; SELECT` });
  });

  it('a schema is refused', equal('strict', dataApiGuide), async () => {
    await expect(cluster.sql('SELECT 1', [], { schema: 'public' })).rejects.toThrow(
      "The schema parameter isn't supported",
    );
  });
});
