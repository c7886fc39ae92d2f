import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behaviours } from '../../parity/behaviour.ts';
import { libraryCaptures, rdsErrors, rdsHelpers } from '../../parity/sources.ts';
import { startCluster, type TestCluster } from '../rds-data/cluster.ts';
import { create } from '../support.ts';
import { openTestApi, type TestApi } from './harness.ts';

const sources = behaviours('Other data sources');

const roleArn = 'arn:aws:iam::123456789012:role/books';
const head = `
  import { util } from '@aws-appsync/utils';
  import { select, insert, update, remove, sql, createPgStatement, toJsonObject, typeHint } from '@aws-appsync/utils/rds';`;
/** A resolver that sends a statement and answers rows, error and the raw text. */
const resolver = (statement: string) => ({
  dataSource: 'books',
  code: `${head}
    export function request(ctx) { const a = ctx.args.input; return ${statement}; }
    export function response(ctx) {
      return { error: ctx.error, text: ctx.result, rows: ctx.error ? null : toJsonObject(ctx.result) };
    }`,
});

const resolvers = {
  'Query.find': resolver(
    `createPgStatement(select({ table: 'books', columns: a.columns ?? ['id', 'title', 'price', 'meta'], where: a.where, orderBy: [{ column: 'id' }] }))`,
  ),
  'Query.add': resolver(
    `createPgStatement(insert({ table: 'books', values: { id: typeHint.UUID(a.id), title: a.title, price: a.price, at: typeHint.TIMESTAMP(a.at), meta: typeHint.JSON(a.meta) }, returning: '*' }))`,
  ),
  'Query.change': resolver(
    `createPgStatement(
       update({ table: 'books', values: a.values, where: { title: { eq: a.title } } }),
       select({ table: 'books', columns: ['title', 'price'], where: { title: { eq: a.title } } }))`,
  ),
  'Query.drop': resolver(
    `createPgStatement(remove({ table: 'books', where: { title: { eq: a.title } }, returning: ['title'] }))`,
  ),
  'Query.text': resolver(
    'createPgStatement(sql`SELECT title, price * ${a.times} AS total FROM books WHERE title LIKE ${a.like}`)',
  ),
  'Query.raw': resolver('a'),
};

let cluster: TestCluster;
let api: TestApi;
beforeAll(async () => {
  cluster = await startCluster();
  await create(cluster.iam.resources, 'AWS::IAM::Role', {
    RoleName: 'books',
    AssumeRolePolicyDocument: { Statement: [] },
    Policies: [
      {
        PolicyName: 'data',
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'rds-data:ExecuteStatement', Resource: cluster.target.resourceArn },
            { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: cluster.target.secretArn },
          ],
        },
      },
    ],
  });
  await cluster.sql(
    'CREATE TABLE books (id uuid PRIMARY KEY, title text UNIQUE NOT NULL, price float8, at timestamptz, meta jsonb)',
  );
  const source = (secretArn: string) => ({
    Type: 'RELATIONAL_DATABASE',
    ServiceRoleArn: roleArn,
    RelationalDatabaseConfig: {
      RelationalDatabaseSourceType: 'RDS_HTTP_ENDPOINT',
      RdsHttpEndpointConfig: {
        AwsRegion: 'us-east-1',
        AwsSecretStoreArn: secretArn,
        DatabaseName: 'books',
        DbClusterIdentifier: cluster.target.resourceArn,
      },
    },
  });
  api = await openTestApi({
    schema: `type Query { ${Object.keys(resolvers)
      .concat('Query.forbidden')
      .map((name) => `${name.slice(6)}(input: AWSJSON): AWSJSON`)
      .join(' ')} }`,
    dataSources: {
      books: source(cluster.target.secretArn),
      forbidden: source(`${cluster.target.secretArn}x`),
    },
    resolvers: { ...resolvers, 'Query.forbidden': { ...resolver('a'), dataSource: 'forbidden' } },
    ports: { iam: cluster.iam, rdsData: cluster.rdsData },
  });
});
afterAll(async () => {
  await api?.close();
  await cluster?.close();
});

const ask = (field: string, input: object) =>
  api.query(`query Q($input: AWSJSON) { value: ${field}(input: $input) }`, { input: JSON.stringify(input) });

async function send(field: string, input: object): Promise<{ rows: any; error: any; text: string }> {
  const body = await ask(field, input);
  expect(body.errors).toBeUndefined();
  return JSON.parse(body.data.value);
}

const ids = ['a', 'b', 'c', 'd'].map((letter) => `8c3f7f3a-2f5d-4c2e-9a39-3f1bb2c7e0a${letter}`);
const add = (index: number, title: string, more: object = {}) =>
  send('add', {
    id: ids[index],
    title,
    price: 9.5,
    at: '2026-01-01 10:00:00',
    meta: { pages: 100 },
    ...more,
  });

describe('RELATIONAL_DATABASE over PostgreSQL', sources.equal('core', rdsHelpers, libraryCaptures), () => {
  it('inserts, selects, updates and removes with the helpers of the module', async () => {
    const added = await add(0, 'one');
    expect(added.rows).toEqual([
      [{ id: ids[0], title: 'one', price: 9.5, at: '2026-01-01 10:00:00', meta: '{"pages": 100}' }],
    ]);
    await add(1, 'two', { price: 3 });
    const found = await send('find', {
      where: { or: [{ title: { beginsWith: 'tw' } }, { price: { gt: 9 } }] },
    });
    expect(found.rows[0].map(({ title }: { title: string }) => title)).toEqual(['one', 'two']);
    const changed = await send('change', { title: 'two', values: { price: 4.25 } });
    expect(changed.rows).toEqual([[{}], [{ title: 'two', price: 4.25 }]]);
    expect((await send('text', { like: 't%', times: 2 })).rows).toEqual([[{ title: 'two', total: 8.5 }]]);
    expect((await send('drop', { title: 'two' })).rows).toEqual([[{ title: 'two' }]]);
    expect((await send('find', { where: { title: { eq: 'two' } } })).rows).toEqual([[]]);
  });

  it('hands the answer on as JSON text', async () => {
    const { text } = await send('change', { title: 'one', values: { price: 1 } });
    const { sqlStatementResults } = JSON.parse(text);
    expect(sqlStatementResults[0]).toMatchObject({ numberOfRecordsUpdated: 1 });
    expect(sqlStatementResults[1]).toMatchObject({
      numberOfRecordsUpdated: 0,
      records: [[{ stringValue: 'one' }, { doubleValue: 1 }]],
      columnMetadata: [{ label: 'title', tableName: 'books' }, { label: 'price' }],
    });
  });

  it("gives PostgreSQL's words to the response handler", sources.equal('complete', rdsErrors), async () => {
    const { error } = await send('raw', { statements: ['SELECT * FROM nope'] });
    expect(error).toEqual({
      type: '400 Bad Request',
      message: `RDSHttp:${JSON.stringify({ message: 'ERROR: relation "nope" does not exist; Position: 15; SQLState: 42P01' })}`,
    });
  });

  it(
    'stops at the first statement that fails, and keeps what the one before it did',
    sources.assumed('strict', 'each statement is a call of its own', rdsHelpers),
    async () => {
      const statements = [`INSERT INTO books (id, title) VALUES ('${ids[3]}', 'kept')`, 'SELECT nothing'];
      expect((await send('raw', { statements })).error.message).toContain('42703');
      expect((await send('find', { where: { title: { eq: 'kept' } } })).rows[0]).toHaveLength(1);
    },
  );

  it('takes two statements at most', sources.equal('complete', rdsHelpers), async () => {
    const { errors } = await ask('raw', { statements: ['SELECT 1', 'SELECT 2', 'SELECT 3'] });
    expect(errors[0].errorType).toBe('MappingTemplate');
    expect(errors[0].message).toContain('1 to 2 statements');
  });

  it('acts as its role, which needs the secret', async () => {
    const { error } = await send('forbidden', { statements: ['SELECT 1'] });
    expect(error.type).toBe('403 Forbidden');
    expect(error.message).toContain('secretsmanager:GetSecretValue');
  });
});

describe('what callers write stays what it is', sources.equal('core', rdsHelpers), () => {
  const attacks = [
    `'; DROP TABLE books; --`,
    `' OR '1'='1`,
    `\\'; DROP TABLE books; --`,
    `$$; DROP TABLE books; $$`,
    `:P0`,
    `" OR ""="`,
    `\u02bc; DROP TABLE books; --`,
  ];

  it.each(attacks)(
    '%s',
    sources.equal('core', rdsHelpers).as('text in a value is never SQL'),
    async (attack) => {
      expect((await send('find', { where: { title: { eq: attack } } })).rows).toEqual([[]]);
      expect((await send('text', { like: attack, times: 1 })).rows).toEqual([[]]);
      await add(2, attack);
      expect((await send('find', { where: { title: { eq: attack } } })).rows[0]).toHaveLength(1);
      await send('drop', { title: attack });
      expect((await send('find', { where: { title: { eq: 'one' } } })).rows[0]).toHaveLength(1);
    },
  );

  it.each(attacks.filter((attack) => !attack.includes(':P0')))(
    '%s as a name',
    sources.equal('core', rdsHelpers).as('text in the name of a column is never more than a name'),
    async (attack) => {
      const byName = await send('find', { where: { [attack]: { eq: 1 } } });
      expect(byName.error.message).toMatch(/42703|42601|42P01/);
      const chosen = await send('find', { columns: [attack] });
      expect(chosen.error.message).toMatch(/42703|42601|42P01/);
      expect((await send('change', { title: 'one', values: { [attack]: 1 } })).error.message).toMatch(
        /SQLState/,
      );
      expect((await send('find', { where: { title: { eq: 'one' } } })).rows[0]).toHaveLength(1);
    },
  );
});
