import { execFileSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { createLog } from '../../../local/core/log.ts';
import { createDynamoDb, type DynamoDbService } from '../../../local/dynamodb/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import { testEnvironment } from '../support.ts';

const lines: string[] = [];
const environment = testEnvironment({ log: createLog('info', (line) => void lines.push(line)) });
let dynamodb: DynamoDbService;
afterEach(() => dynamodb?.close());

/** The process that listens at an endpoint, as the system's list of processes shows it. */
function processAt(endpoint: string): number {
  const port = new URL(endpoint).port;
  const list = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return Number.parseInt(
    list.find((line) => line.includes(`--port ${port} `))!,
    10,
  );
}

it.skipIf(process.platform === 'win32')(
  'is started again on the same file and port when it is killed',
  async () => {
    dynamodb = await createDynamoDb({ environment, iam: createIam({ environment }) });
    await dynamodb.call('CreateTable', {
      TableName: 'Things',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    });
    const { Table } = await dynamodb.call('DescribeTable', { TableName: 'Things' });
    const cursor = await dynamodb.streams.open(Table.LatestStreamArn, 'LATEST');
    const put = (pk: string) => dynamodb.call('PutItem', { TableName: 'Things', Item: { pk: { S: pk } } });
    await put('before');
    expect(await cursor.read(10)).toHaveLength(1);

    for (const times of [1, 2]) {
      const lost = processAt(dynamodb.endpoint);
      process.kill(lost, 'SIGKILL');
      await expect
        .poll(() => lines.filter((line) => line.includes('The database is gone')).length)
        .toBe(times);
      await put(`after ${times}`);
      expect(processAt(dynamodb.endpoint)).not.toBe(lost);
      expect((await cursor.read(10)).map(({ dynamodb: { Keys } }) => Keys)).toEqual([
        { pk: { S: `after ${times}` } },
      ]);
    }
    expect((await dynamodb.call('Scan', { TableName: 'Things' })).Count).toBe(3);
    expect(lines.filter((line) => line.includes('The database is back'))).toHaveLength(2);
  },
);
