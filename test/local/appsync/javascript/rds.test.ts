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
            '("a" != :P1 OR "b" BETWEEN :P2 AND :P3) ORDER BY "name" ASC LIMIT :P4 OFFSET :P5',
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
      `rds.createPgStatement(rds.select({ table: 't"; drop', where: { a: { size: { gt: 1 } } } }))`,
      {
        statements: ['SELECT * FROM "t""; drop" WHERE LENGTH("a") > :P0'],
        variableMap: { ':P0': 1 },
        variableTypeHintMap: {},
      },
    ],
  ])('%.70s', statements, (call, expected) => expect(valueOf(call, {}, head)).toEqual(expected));

  it('binds the values of a template', () => {
    expect(
      valueOf(
        'createPgStatement(sql`SELECT * FROM t WHERE a = ${ctx.args.a}`)',
        { arguments: { a: 'x' } },
        sqlHead,
      ),
    ).toMatchObject({ statements: ['SELECT * FROM t WHERE a = :P0'], variableMap: { ':P0': 'x' } });
  });

  it('refuses returning in MySQL', () => {
    const body = `return rds.createMySQLStatement(rds.remove({ table: 't', returning: '*' }))`;
    expect(run(body, {}, head).error?.message).toContain('returning is not supported in MySQL.');
  });

  it('turns the answer of the Data API into rows', () => {
    const data = {
      sqlStatementResults: [
        {
          records: [[{ stringValue: 'x' }, { isNull: true }]],
          columnMetadata: [{ label: 'a' }, { name: 'b' }],
        },
        { numberOfRecordsUpdated: 1 },
      ],
    };
    expect(valueOf('rds.toJsonObject(ctx.args)', { arguments: data }, head)).toEqual([[{ a: 'x' }], []]);
  });
});
