import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/core/aws-error.ts';
import { behaviours } from '../../parity/behaviour.ts';
import { dataApi, dataApiCaptures, dataApiGuide } from '../../parity/sources.ts';
import { create } from '../support.ts';
import { startCluster, type TestCluster } from './cluster.ts';

const { equal, assumed, differs, own, absent } = behaviours('RDS Data API');

describe('transactions', equal('core', dataApi, dataApiGuide), () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.sql('CREATE TABLE stock (sku text PRIMARY KEY, n int NOT NULL)');
    await cluster.sql(`INSERT INTO stock VALUES ('a', 10)`);
  });
  afterAll(() => cluster?.close());

  const begin = async () =>
    (await cluster.client.send(new BeginTransactionCommand(cluster.target))).transactionId!;
  const ending = (transactionId: string) => ({
    resourceArn: cluster.target.resourceArn,
    secretArn: cluster.target.secretArn,
    transactionId,
  });
  const commit = (id: string) => cluster.client.send(new CommitTransactionCommand(ending(id)));
  const rollback = (id: string) => cluster.client.send(new RollbackTransactionCommand(ending(id)));
  const left = async () => (await cluster.sql('SELECT n FROM stock')).records?.[0]?.[0]?.longValue;

  it('are taken over as a whole or not at all', async () => {
    const first = await begin();
    await cluster.sql('UPDATE stock SET n = n - 1', [], { transactionId: first });
    expect(await rollback(first)).toMatchObject({ transactionStatus: 'Rollback Complete' });
    expect(await left()).toBe(10);
    const second = await begin();
    await cluster.sql('UPDATE stock SET n = n - 1', [], { transactionId: second });
    expect(await commit(second)).toMatchObject({ transactionStatus: 'Transaction Committed' });
    expect(await left()).toBe(9);
  });

  it('are seen by nobody before their end', async () => {
    const id = await begin();
    await cluster.sql('UPDATE stock SET n = 0', [], { transactionId: id });
    const outside = left();
    await rollback(id);
    expect(await outside).toBe(9);
  });

  it('go on after an error as PostgreSQL has it', equal('complete', dataApiCaptures), async () => {
    const id = await begin();
    await expect(cluster.sql('SELECT nothing', [], { transactionId: id })).rejects.toThrow('SQLState: 42703');
    await expect(cluster.sql('SELECT 1', [], { transactionId: id })).rejects.toThrow(
      'ERROR: current transaction is aborted, commands ignored until end of transaction block; SQLState: 25P02',
    );
    await rollback(id);
  });

  it('take one call at a time', equal('strict', dataApiGuide), async () => {
    const id = await begin();
    const calls = [1, 2, 3].map(() => cluster.sql('SELECT 1', [], { transactionId: id }));
    const failed = (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    expect((failed[0] as PromiseRejectedResult).reason).toMatchObject({
      name: 'DatabaseErrorException',
      message: 'Transaction is still running a query',
    });
    await rollback(id);
  });

  it(
    'expire after three minutes without a call',
    assumed('complete', 'the wording', dataApi, dataApiGuide),
    async () => {
      const id = await begin();
      await cluster.sql('UPDATE stock SET n = 0', [], { transactionId: id });
      cluster.clock.advance(3 * 60_000);
      expect(await left()).toBe(9);
      await expect(commit(id)).rejects.toMatchObject({
        name: 'TransactionNotFoundException',
        message: `Transaction ${id} is not found. Transaction may be expired.`,
      });
    },
  );

  it('are over when they have ended', assumed('strict', 'the wording', dataApi, dataApiGuide), async () => {
    const id = await begin();
    await commit(id);
    await expect(rollback(id)).rejects.toThrow(
      'One previous call resulted in a termination of your transaction.',
    );
  });

  it(
    'a call beside an open transaction waits for its end, at most 45 seconds',
    differs('strict', 'the service has connections for both; PGlite has one', dataApiGuide),
    async () => {
      const id = await begin();
      await cluster.sql('SELECT 1', [], { transactionId: id });
      const beside = cluster.rdsData
        .call('ExecuteStatement', { ...cluster.target, sql: 'SELECT 1' })
        .catch((error: unknown) => error);
      await new Promise((resolve) => setImmediate(resolve));
      cluster.clock.advance(45_000);
      expect(await beside).toMatchObject({ name: 'StatementTimeoutException' });
      await rollback(id);
    },
  );

  it('nothing that a call sets reaches the next', own('complete'), async () => {
    await cluster.sql(`SET search_path = pg_catalog`);
    await cluster.sql('BEGIN');
    await cluster.sql(`SELECT set_config('app.tenant', 'x', false)`);
    const { records } = await cluster.sql(
      `SELECT current_setting('search_path'), current_setting('app.tenant', true)`,
    );
    expect(records![0]![0]).toEqual({ stringValue: 'public' });
    expect(records![0]![1]!.stringValue ?? '').toBe('');
    expect(await left()).toBe(9);
  });
});

describe('who may', equal('core', dataApi, dataApiGuide), () => {
  const reader = 'arn:aws:iam::123456789012:role/reader';
  const role = (cluster: TestCluster, actions: string[]) =>
    create(cluster.iam.resources, 'AWS::IAM::Role', {
      RoleName: 'reader',
      AssumeRolePolicyDocument: { Statement: [] },
      Policies: [
        {
          PolicyName: 'some',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
        },
      ],
    });

  it.each([
    [['rds-data:*'], 'secretsmanager:GetSecretValue'],
    [['secretsmanager:*'], 'rds-data:ExecuteStatement'],
  ])(
    '%s alone is not enough',
    equal('core', dataApiGuide).as('a caller needs the cluster and the secret'),
    async (actions, missing) => {
      const cluster = await startCluster();
      try {
        await role(cluster, actions);
        const client = cluster.clientOf(cluster.iam.assume(reader, 'session'));
        await expect(
          client.send(new ExecuteStatementCommand({ ...cluster.target, sql: 'SELECT 1' })),
        ).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(missing) });
        client.destroy();
      } finally {
        await cluster.close();
      }
    },
  );

  it('a secret says whose connection it is', async () => {
    const users: Record<string, string> = { books: 'keeper', guest: 'guest', other: 'nobody' };
    const cluster = await startCluster(
      {},
      {
        secrets: {
          async read(secretArn) {
            const username = users[secretArn.split(':').at(-1)!.split('-')[0]!];
            if (username) return JSON.stringify({ username, password: 'x' });
            throw new AwsError(
              'ResourceNotFoundException',
              "Secrets Manager can't find the specified secret.",
            );
          },
          manage: async (name) => name,
        },
      },
    );
    try {
      const as = (name: string) => cluster.target.secretArn.replace('books-', `${name}-`);
      await cluster.sql('CREATE TABLE kept (n int)');
      await cluster.sql('CREATE ROLE guest LOGIN');
      const asked = await cluster.sql('SELECT current_user', [], { secretArn: as('guest') });
      expect(asked.records).toEqual([[{ stringValue: 'guest' }]]);
      await expect(cluster.sql('SELECT * FROM kept', [], { secretArn: as('guest') })).rejects.toThrow(
        'ERROR: permission denied for table kept; SQLState: 42501',
      );
      expect((await cluster.sql('SELECT current_user')).records).toEqual([[{ stringValue: 'keeper' }]]);
      await expect(cluster.sql('SELECT 1', [], { secretArn: as('other') })).rejects.toThrow(
        'FATAL: password authentication failed for user "nobody"; SQLState: 28P01',
      );
      await expect(cluster.sql('SELECT 1', [], { secretArn: as('none') })).rejects.toMatchObject({
        name: 'SecretsErrorException',
      });
    } finally {
      await cluster.close();
    }
  });
});

describe('clusters', equal('complete', dataApi), () => {
  const refusalOf = async (changes: Parameters<typeof startCluster>[1]): Promise<unknown> => {
    const cluster = await startCluster({}, changes);
    try {
      return await cluster.sql('SELECT 1').catch((error: unknown) => error);
    } finally {
      await cluster.close();
    }
  };

  it('are reached when their HTTP endpoint is on', equal('complete', dataApiCaptures), async () => {
    expect(await refusalOf({ cluster: { EnableHttpEndpoint: false } })).toMatchObject({
      name: 'HttpEndpointNotEnabledException',
      message: 'HttpEndpoint is not enabled for resource arn:aws:rds:us-east-1:123456789012:cluster:books',
    });
  });

  it('need an instance', async () => {
    expect(await refusalOf({ instance: false })).toMatchObject({ name: 'DatabaseNotFoundException' });
  });

  it(
    'of MySQL are not run',
    absent('complete', 'a call fails with a sentence that says so', dataApi),
    async () => {
      expect(await refusalOf({ cluster: { Engine: 'aurora-mysql' } })).toMatchObject({
        message:
          'books has the engine aurora-mysql, which is not run on a laptop: only aurora-postgresql is.',
      });
    },
  );

  it('let RDS keep the secret', own('complete'), async () => {
    const cluster = await startCluster({}, { cluster: { ManageMasterUserPassword: true } });
    expect(cluster.attributes['MasterUserSecret.SecretArn']).toMatch(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-books-/,
    );
    await cluster.close();
  });

  it('outlive the process with a data directory', own('core'), async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'rds-'));
    try {
      const first = await startCluster({ dataDirectory });
      await first.sql('CREATE TABLE kept (n int)');
      await first.sql('INSERT INTO kept VALUES (7)');
      await first.close();
      const second = await startCluster({ dataDirectory });
      expect((await second.sql('SELECT n FROM kept')).records).toEqual([[{ longValue: 7 }]]);
      await second.close();
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  });
});
