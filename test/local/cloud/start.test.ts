import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { start, type LocalCloud, type StartOptions } from '../../../local/index.ts';
import { notes } from './template.ts';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'cloud-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function templateFile(name: string, template: object): string {
  const file = join(scratch, `${name}.json`);
  writeFileSync(file, JSON.stringify(template));
  return file;
}

const fresh = (options: Partial<StartOptions> = {}) =>
  start({
    cloudAssembly: templateFile('notes', notes),
    ports: { graphql: 0, gateway: 0 },
    tls: { directory: join(scratch, 'tls') },
    logLevel: 'silent',
    ...options,
  });

async function ask(cloud: LocalCloud, query: string): Promise<unknown> {
  const response = await fetch(cloud.endpoints.graphql!, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': cloud.outputs['notes']!['Key']! },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const write = (text: string) => `mutation { write(id: "1", text: "${text}") { text } }`;
const read = '{ note(id: "1") { text } }';

/** What a client that trusts the authority says of the server. */
function visit(cloud: LocalCloud): Promise<string> {
  return new Promise((resolve) => {
    const { port } = new URL(cloud.endpoints.realtime!);
    const socket = connect({ port: Number(port), servername: 'localhost', ca: cloud.certificate!.ca }, () => {
      socket.end();
      resolve('trusted');
    });
    socket.on('error', ({ message }) => resolve(message));
  });
}

describe('a local cloud', () => {
  it('is trusted by clients of today, though its clock is years ahead', async () => {
    const clock = new ManualClock(Date.now() + 5 * 365 * 86_400_000);
    const cloud = await fresh({ clock, tls: { directory: join(scratch, 'tls-of-later') } });
    try {
      expect(await visit(cloud)).toBe('trusted');
    } finally {
      await cloud.close();
    }
  });

  it('answers GraphQL and the AWS SDK from the templates', async () => {
    const cloud = await fresh();
    try {
      expect(await ask(cloud, write('hello'))).toEqual({ data: { write: { text: 'hello' } } });
      expect(cloud.outputs['notes']!['Url']).toBe(cloud.endpoints.graphql);
      expect(cloud.endpoints.realtime).toMatch(/^wss:\/\/localhost:\d+\/graphql\/realtime$/);
      expect(cloud.report.unknown).toEqual([]);
      expect(cloud.report.inert.map(({ logicalId }) => logicalId)).toContain('Dashboard');
      const { accessKeyId, secretAccessKey } = cloud.credentials;
      const client = new DynamoDBClient({
        endpoint: cloud.endpoints.gateway,
        region: cloud.region,
        credentials: { accessKeyId, secretAccessKey },
      });
      const table = cloud.resources.find(({ logicalId }) => logicalId === 'Table');
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table!.physicalId }));
      expect(Table?.TableArn).toBe(table!.attributes['Arn']);
      client.destroy();
    } finally {
      await cloud.close();
    }
  });

  it('stands beside others, each with its own data, and closes as often as it is asked', async () => {
    const [one, two] = await Promise.all([fresh(), fresh()]);
    try {
      await ask(one, write('only here'));
      expect(await ask(one, read)).toEqual({ data: { note: { text: 'only here' } } });
      expect(await ask(two, read)).toEqual({ data: { note: null } });
    } finally {
      await Promise.all([one.close(), one.close(), two.close()]);
    }
    await one.close();
    await expect(fetch(one.endpoints.gateway)).rejects.toThrow();
    await expect(fetch(one.endpoints.graphql!)).rejects.toThrow();
  });

  it('tells the AWS SDK which stacks stand', async () => {
    const cloud = await fresh();
    const client = new CloudFormationClient({
      endpoint: cloud.endpoints.gateway,
      region: cloud.region,
      credentials: cloud.credentials,
    });
    try {
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'notes' }));
      const outputs = Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
      expect(Object.fromEntries(outputs!)).toEqual(cloud.outputs['notes']);
      const { StackResourceSummaries } = await client.send(
        new ListStackResourcesCommand({ StackName: 'notes' }),
      );
      expect(StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId).sort()).toEqual(
        Object.keys(notes.Resources).sort(),
      );
      await expect(client.send(new DescribeStacksCommand({ StackName: 'other' }))).rejects.toThrow(
        'Stack with id other does not exist',
      );
    } finally {
      client.destroy();
      await cloud.close();
    }
  });

  it('names the resolver that does not compile', async () => {
    const Read = structuredClone(notes.Resources.Read);
    Read.Properties.Code = 'export function request() { while (true) {} }';
    const cloudAssembly = templateFile('broken', { ...notes, Resources: { ...notes.Resources, Read } });
    await expect(fresh({ cloudAssembly })).rejects.toThrow(
      /^AWS::AppSync::GraphQLApi: Read: The code contains/,
    );
  });

  it('keeps data in its directory', async () => {
    const dataDirectory = join(scratch, 'data');
    const first = await fresh({ dataDirectory });
    await ask(first, write('kept'));
    await first.close();
    const second = await fresh({ dataDirectory });
    try {
      expect(await ask(second, read)).toEqual({ data: { note: { text: 'kept' } } });
    } finally {
      await second.close();
    }
  });

  it('names a busy port and whose it is, and stops what it had started', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await expect(fresh({ ports: { graphql: 0, gateway: port } })).rejects.toMatchObject({
        name: 'PortInUseError',
        use: 'gateway',
        port,
      });
      const gateway = await freePort();
      await expect(fresh({ ports: { graphql: port, gateway } })).rejects.toMatchObject({
        name: 'PortInUseError',
        use: 'graphql',
        port,
      });
      await expect(fetch(`http://127.0.0.1:${gateway}/_health`)).rejects.toThrow();
    } finally {
      other.close();
    }
  });

  it('takes its region and account from the options, and refuses what is neither', async () => {
    const cloud = await fresh({ region: 'ap-south-1', accountId: '999988887777' });
    try {
      const role = cloud.resources.find(({ logicalId }) => logicalId === 'Role');
      expect(role?.attributes['Arn']).toContain(':iam::999988887777:role/');
      const table = cloud.resources.find(({ logicalId }) => logicalId === 'Table');
      expect(table?.attributes['Arn']).toContain(':dynamodb:ap-south-1:999988887777:');
    } finally {
      await cloud.close();
    }
    await expect(fresh({ region: 'Frankfurt' })).rejects.toThrow(
      'Frankfurt is not the name of an AWS region',
    );
    await expect(fresh({ accountId: '12' })).rejects.toThrow('twelve digits');
  });

  it('is strict on demand', async () => {
    const Resources = { ...notes.Resources, Tape: { Type: 'AWS::MediaLive::Channel' } };
    const cloudAssembly = templateFile('strict', { ...notes, Resources });
    await expect(fresh({ cloudAssembly, strict: true })).rejects.toThrow(
      'strict/Tape (AWS::MediaLive::Channel)',
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
