import { describe, expect, it } from 'vitest';
import { run, valueOf } from './support.ts';
import { behaviours } from '../../../parity/behaviour.ts';
import { libraryCaptures, rdsHelpers } from '../../../parity/sources.ts';

const sql = behaviours('APPSYNC_JS: SQL');
const statements = sql
  .equal('complete', libraryCaptures, rdsHelpers)
  .as('@aws-appsync/utils/rds: writes statements for PostgreSQL and MySQL');

const head = `import * as rds from '@aws-appsync/utils/rds'`;
const sqlHead = `import { sql, createPgStatement } from '@aws-appsync/utils/rds'`;

describe('@aws-appsync/utils/rds', sql.equal('complete', libraryCaptures, rdsHelpers), () => {
  it.each([
    [
      `rds.createPgStatement(rds.select({ table: { p: 'persons' }, columns: ['id', 'p.name'], where: { name: { contains: 'son' }, or: [{ a: { ne: 1 } }, { b: { between: [1, 2] } }] }, orderBy: [{ column: 'name' }], limit: 10, offset: 20 }))`,
      {
        statements: [
          'SELECT "id", "p"."name" FROM "persons" as "p" WHERE "name" LIKE :P0 AND ' +
            '("a" != :P1) OR ("b" BETWEEN :P2 AND :P3) ORDER BY "name" ASC LIMIT :P4 OFFSET :P5',
        ],
        variableMap: { ':P0': '%son%', ':P1': 1, ':P2': 1, ':P3': 2, ':P4': 10, ':P5': 20 },
        variableTypeHintMap: {},
      },
    ],
    [
      `rds.createMySQLStatement(rds.insert({ table: 't', values: { a: 1, b: null, c: rds.typeHint.UUID('u') } }))`,
      {
        statements: ['INSERT INTO `t` (`a`, `b`, `c`) VALUES (:P0, NULL, :P1)'],
        variableMap: { ':P0': 1, ':P1': 'u' },
        variableTypeHintMap: { ':P1': 'UUID' },
      },
    ],
    [
      `rds.createPgStatement(rds.update({ table: 't', values: { a: 1 }, where: { id: { eq: 2 } }, returning: '*' }), rds.remove({ table: 't', where: { id: { attributeExists: false } } }))`,
      {
        statements: [
          'UPDATE "t" SET "a" = :P0 WHERE "id" = :P1 RETURNING *',
          'DELETE FROM "t" WHERE "id" IS NULL',
        ],
        variableMap: { ':P0': 1, ':P1': 2 },
        variableTypeHintMap: {},
      },
    ],
    [
      `rds.createPgStatement(rds.select({ from: 's.t', columns: ['*', 't.*'], where: rds.sql\`a = \${1}\` }), rds.sql\`SELECT \${rds.typeHint.DATE('2020-01-01')}\`)`,
      {
        statements: ['SELECT *, "t"."*" FROM "s"."t" WHERE a = :P0', 'SELECT :P1'],
        variableMap: { ':P0': 1, ':P1': '2020-01-01' },
        variableTypeHintMap: { ':P1': 'DATE' },
      },
    ],
  ])('%.70s', statements, (call, expected) => expect(valueOf(call, {}, head)).toEqual(expected));

  it.each([
    [`id: { ge: 1, le: 9, ne: 5 }`, '"id" >= :P0 AND "id" <= :P1 AND "id" != :P2'],
    [`and: [{ id: { eq: 1, gt: 0 } }, { n: { eq: 2 } }]`, '("id" = :P0 AND "id" > :P1) AND ("n" = :P2)'],
    [
      `and: [{ or: [{ a: { eq: 1 } }, { b: { attributeExists: false } }] }]`,
      '(("a" = :P0) OR ("b" IS NULL))',
    ],
    [`id: { eq: 1 }, or: [{ a: { eq: 2 } }, { b: { eq: 3 } }]`, '"id" = :P0 AND ("a" = :P1) OR ("b" = :P2)'],
    [
      `'p.n': { size: { between: [2, 8], eq: null } }`,
      'LENGTH ("p"."n") BETWEEN :P0 AND :P1 AND LENGTH ("p"."n") = NULL',
    ],
    [`n: { beginsWith: 'a%', notContains: 'b' }`, '"n" LIKE :P0 AND "n" NOT LIKE :P1'],
    [`n: { size: {}, eq: 1 }`, ' AND "n" = :P0'],
    [`or: [{}, {}]`, ' OR'],
  ])(
    'the condition { %s }',
    sql
      .equal('complete', libraryCaptures)
      .as('@aws-appsync/utils/rds: joins conditions, and puts members of groups in parentheses'),
    (where, expected) => {
      const { statements } = valueOf(
        `rds.createPgStatement(rds.select({ table: 't', where: { ${where} } }))`,
        {},
        head,
      ) as any;
      expect(statements).toEqual([`SELECT * FROM "t" WHERE ${expected}`]);
    },
  );

  it(
    'leaves out clauses that are empty, though no database takes what remains',
    sql.equal('strict', libraryCaptures),
    () => {
      for (const [call, statement] of [
        [
          `rds.select({ table: 't', columns: [], orderBy: [], where: { and: [{ or: [] }] } })`,
          'SELECT FROM "t"',
        ],
        [`rds.select({ table: 't', where: { id: {} }, limit: '5' })`, 'SELECT * FROM "t" LIMIT :P0'],
        [
          `rds.update({ table: 't', values: {}, where: { id: { eq: 1 } } })`,
          'UPDATE "t" SET WHERE "id" = :P0',
        ],
        [
          `rds.insert({ table: { persons: 'p' }, values: { n: null }, returning: [] })`,
          'INSERT INTO "p" as "persons" ("n") VALUES (NULL) RETURNING',
        ],
      ])
        expect(valueOf(`rds.createPgStatement(${call}).statements`, {}, head)).toEqual([statement]);
    },
  );

  it.each([
    ['rds.createPgStatement()', 'An argument is expected to be passed to createPgStatement'],
    ['rds.createMySQLStatement({})', 'Unsupported type is passed as argument to createMySQLStatement'],
    [
      'rds.sql(["a"], 1, 2)',
      'java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template',
    ],
    ['rds.select()', 'An argument is expected to be passed to select'],
    ['rds.remove([])', 'Expected payload to be an Object.'],
    ['SELECT {}', "'table' or 'from' key is required."],
    [`SELECT { table: 't', from: 'f' }`, "'from' and 'table' keys cannot be used together"],
    ['SELECT { from: 1 }', "'from' value is expected to be string or object."],
    ['SELECT { table: 1 }', 'table name is expected to be a string or alias.'],
    [`SELECT { table: { a: 'x', b: 'y' } }`, 'table alias is allowed only one key-value pair.'],
    ['SELECT { table: {} }', 'java.util.NoSuchElementException'],
    ['SELECT { table: { a: 1 } }', 'Table alias value is expected to be a string.'],
    [`SELECT { table: 't', columns: 'a' }`, 'Expected column to be * or an array.'],
    [`SELECT { table: 't', columns: [null] }`, 'Invalid type in column array.'],
    [
      `SELECT { table: 't', where: [] }`,
      'WHERE values are expected to be SQL templates or a condition object.',
    ],
    [`SELECT { table: 't', where: { a: 'x' } }`, 'Expected condition to be an Object.'],
    [`SELECT { table: 't', where: { and: 'x' } }`, 'and expects conditions to be an array'],
    [`SELECT { table: 't', where: { or: [rds.sql\`a\`] } }`, 'Expected or to be an Object.'],
    [`SELECT { table: 't', where: { a: { in: [1] } } }`, 'Unsupported condition a.in.'],
    [`SELECT { table: 't', where: { a: { eq: null } } }`, "Value for a.eq can't be null."],
    [
      `SELECT { table: 't', where: { a: { contains: 5 } } }`,
      'a.contains expects a string value to be passed.',
    ],
    [
      `SELECT { table: 't', where: { a: { attributeExists: 0 } } }`,
      'a.attributeExists expects a boolean value to be passed.',
    ],
    [
      `SELECT { table: 't', where: { a: { between: 5 } } }`,
      'a.between condition expects an array with length of 2.',
    ],
    [
      `SELECT { table: 't', where: { a: { size: { between: [1] } } } }`,
      'a.size condition expects an array with 2 values but received an array with length 1.',
    ],
    [`SELECT { table: 't', where: { a: { size: 3 } } }`, 'Expected a.size to be an Object.'],
    [`SELECT { table: 't', where: { a: { size: { contains: 'x' } } } }`, 'a.size has invalid size operator.'],
    [`SELECT { table: 't', orderBy: {} }`, 'orderBy expects an array.'],
    [`SELECT { table: 't', orderBy: [null] }`, 'orderBy item expected to be an object.'],
    [`SELECT { table: 't', orderBy: [{}] }`, 'orderBy item expected to have property column.'],
    [
      `SELECT { table: 't', orderBy: [{ column: 'a', dir: '; x' }] }`,
      'orderBy dir can have either ASC or DESC found ; x.',
    ],
    [`SELECT { table: 't', limit: 'x' }`, 'limit expects a number.'],
    [`SELECT { table: 't', offset: {} }`, 'offset expects a number.'],
    [`rds.createPgStatement(rds.insert({ table: 't' }))`, 'values are expected to be passed to insert'],
    [`rds.createPgStatement(rds.update({ table: 't', values: [1] }))`, 'Expected values to an Object.'],
    [
      `rds.createMySQLStatement(rds.remove({ table: 't', returning: '*' }))`,
      'returning is not supported in MySQL.',
    ],
    [
      `rds.createMySQLStatement(rds.remove({ table: 't', returning: 'a' }))`,
      'Expected column to be * or an array.',
    ],
  ])(
    'refuses %s',
    sql
      .equal('strict', libraryCaptures)
      .as('@aws-appsync/utils/rds: refuses what it cannot write, in the words of the service'),
    (call, message) => {
      const written = call.startsWith('SELECT ')
        ? `rds.createPgStatement(rds.select(${call.slice(7)}))`
        : call;
      const { error } = run(`return ${written}`, {}, head);
      expect(error?.message.replace(/^code\.js:\d+:\d+: /, '')).toBe(message);
    },
  );

  it('keeps names with quotes names', sql.own('core'), () => {
    expect(valueOf(`rds.createPgStatement(rds.select({ table: 't"; drop' })).statements`, {}, head)).toEqual([
      'SELECT * FROM "t""; drop"',
    ]);
  });

  it('binds the values of a template', () => {
    expect(
      valueOf(
        'createPgStatement(sql`SELECT * FROM t WHERE a = ${ctx.args.a}`)',
        { arguments: { a: 'x' } },
        sqlHead,
      ),
    ).toMatchObject({ statements: ['SELECT * FROM t WHERE a = :P0'], variableMap: { ':P0': 'x' } });
  });

  it('turns the answer of the Data API into rows', () => {
    const data = {
      sqlStatementResults: [
        {
          records: [
            [
              { stringValue: 'x' },
              { isNull: true },
              { arrayValue: { arrayValues: [{ longValues: [1, 2] }, { stringValues: ['y'] }] } },
            ],
          ],
          columnMetadata: [{ label: 'a' }, { name: 'b' }, { name: 'c', label: 'd' }],
        },
        { numberOfRecordsUpdated: 1 },
      ],
    };
    expect(valueOf('rds.toJsonObject(ctx.args)', { arguments: data }, head)).toEqual([
      [{ a: 'x', d: [[1, 2], ['y']] }],
      [{}],
    ]);
  });
});
