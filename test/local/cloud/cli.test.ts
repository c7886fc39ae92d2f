import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../local/cli.ts';
import { notes } from './template.ts';

let scratch: string;
let template: string;
const children: ChildProcess[] = [];
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'cli-'));
  template = join(scratch, 'notes.json');
  writeFileSync(template, JSON.stringify(notes));
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

/** Runs the command line; `output` grows as it speaks. */
function run(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/cli.ts', ...args], {
    env: { ...process.env, HOME: scratch },
  });
  children.push(child);
  const state = { child, output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (state.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (state.errors += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => state.output.includes(text) && resolve();
      child.stdout.on('data', look);
      void exit.then(() => reject(new Error(`ended without "${text}": ${state.errors}`)));
      look();
    });
  return { state, exit, says };
}

describe('the command line', () => {
  it('tells what stands and where, and stops without a trace when asked to', async () => {
    const { state, exit, says } = run('--assembly', template, '--port', '0', '--gateway-port', '0');
    await says('Ctrl-C stops everything.');
    expect(state.output).toContain('  AWS::DynamoDB::Table');
    expect(state.output).toMatch(/^GraphQL +http:\/\/localhost:\d+\/graphql$/m);
    expect(state.output).toContain('without meaning on a laptop (--verbose lists them)');
    expect(state.output).toContain('notes.Url = http://localhost:');
    const gateway = /AWS_ENDPOINT_URL=(\S+)/.exec(state.output)?.[1];
    expect((await fetch(`${gateway}/_health`)).status).toBe(200);
    state.child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(state.errors).toBe('');
    await expect(fetch(`${gateway}/_health`)).rejects.toThrow();
  });

  it('says in one line which port is busy and which option moves it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { state, exit } = run(
      '--assembly',
      template,
      '--port',
      String(port),
      '--gateway-port',
      '0',
      '--no-tls',
    );
    expect(await exit).toBe(1);
    other.close();
    expect(state.errors.trim()).toBe(
      `Port ${port}, wanted for the GraphQL API, is in use by another program. Stop it, or choose another with --port.`,
    );
  });

  it('reads its options', () => {
    const command = readCommandLine([
      '--stack',
      'Dev/*',
      '--parameter',
      'Data:Stage=a=b',
      '--ssm',
      '/x=1',
      '--bedrock',
      'http://127.0.0.1:8080',
      '--no-tls',
    ]);
    expect(command).toMatchObject({
      verbose: false,
      start: {
        cloudAssembly: 'cdk.out',
        stacks: ['Dev/*'],
        ports: { graphql: 4000, gateway: 4566 },
        parameters: { Data: { Stage: 'a=b' } },
        ssmParameters: { '/x': '1' },
        bedrockEndpoint: 'http://127.0.0.1:8080',
        tls: false,
      },
    });
    expect(readCommandLine(['--help'])).toEqual({ show: 'help' });
  });

  it.each([
    [['--prot', '1'], /Unknown option '--prot'/],
    [['--port', 'http'], /--port takes a port from 0 to 65535, not "http"/],
    [['--parameter', 'Stage=dev'], /--parameter takes Stack:Name=value/],
    [['--ssm', 'x'], /--ssm takes name=value/],
  ])('refuses %j', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(message);
  });
});
