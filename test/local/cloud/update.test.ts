import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RestartNeededError, start, type LocalCloud } from '../../../local/index.ts';
import { until } from '../../support/until.ts';
import { direct, handler, notesApp, schema, type NotesApp } from './notes-app.ts';

let scratch: string;
let app: NotesApp;
let cloud: LocalCloud;
let socket: WebSocket;
const frames: { type: string; payload?: any }[] = [];

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'update-'));
  app = notesApp(scratch);
  cloud = await start({
    cloudAssembly: app.assembly,
    ports: { graphql: 0, gateway: 0 },
    tls: false,
    logLevel: 'silent',
  });
  await subscribe('subscription { written { id text } }');
});
afterAll(async () => {
  socket?.terminate();
  await cloud?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const apiKey = () => cloud.outputs['Notes']!['ApiKey']!;

async function ask(query: string): Promise<any> {
  const response = await fetch(cloud.endpoints.graphql!, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey() },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function subscribe(query: string): Promise<void> {
  const authorization = { host: 'localhost', 'x-api-key': apiKey() };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  socket = new WebSocket(cloud.endpoints.realtime!, ['graphql-ws', `header-${header}`]);
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  socket.send(JSON.stringify({ type: 'connection_init' }));
  const payload = { data: JSON.stringify({ query }), extensions: { authorization } };
  socket.send(JSON.stringify({ type: 'start', id: 'one', payload }));
  await until(() => frames.find(({ type }) => type === 'start_ack'));
}

const heard = (text: string) =>
  until(() => frames.find(({ type, payload }) => type === 'data' && payload.data.written.text === text));

const note = '{ note(id: "1") { text } }';
const write = (text: string) => ask(`mutation { write(id: "1", text: "${text}") { id text } }`);

describe('an update', () => {
  it('serves new code of a resolver, and keeps data and subscriptions', async () => {
    await write('first');
    await heard('first');
    app.write('read.js', direct('get({ key: { id: ctx.args.id } })', '({ text: `${ctx.result.text}!` })'));
    expect(await cloud.update({ files: [app.path('read.js')] })).toEqual(['Notes/ResolverQuerynote']);
    expect(await ask(note)).toEqual({ data: { note: { text: 'first!' } } });
    await write('second');
    await heard('second');
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('runs new code of a function from the next invocation on', async () => {
    expect(await ask('{ greet(name: "Ann") }')).toEqual({ data: { greet: 'Hello Ann' } });
    app.write('greet/index.js', handler('Welcome'));
    expect(await cloud.update({ files: [app.path('greet/index.js')] })).toHaveLength(1);
    expect(await ask('{ greet(name: "Ann") }')).toEqual({ data: { greet: 'Welcome Ann' } });
  });

  it('keeps what stood when AppSync refuses the code, or the schema does not fit', async () => {
    app.write('read.js', 'export function request() { while (true) {} }');
    const refused = cloud.update({ files: [app.path('read.js')] });
    await expect(refused).rejects.toThrow(/ResolverQuerynote[^]*while/i);
    expect(await ask(note)).toEqual({ data: { note: { text: 'second!' } } });
    app.write('read.js', direct('get({ key: { id: ctx.args.id } })'));
    app.write('schema.graphql', 'type Query { other: String } schema { query: Query }');
    const files = ['read.js', 'schema.graphql'].map(app.path);
    await expect(cloud.update({ files })).rejects.toThrow('No field named');
    expect(await ask(note)).toEqual({ data: { note: { text: 'second!' } } });
    app.write('schema.graphql', schema());
    await cloud.update({ files });
    expect(await ask(note)).toEqual({ data: { note: { text: 'second' } } });
  });

  it('passes over files that nothing is made from', async () => {
    expect(await cloud.update({ files: [app.path('nothing.js')] })).toEqual([]);
  });

  it('takes up a new field with its resolver from the templates, and takes them away again', async () => {
    app.write('schema.graphql', schema('again(id: ID!): Note'));
    app.synth({ resolvers: { 'Query.again': 'read.js' } });
    const changed = await cloud.update({ cloudAssembly: app.assembly });
    expect(changed.map((key) => key.replace('Notes/', '')).sort()).toContain('ResolverQueryagain');
    expect(await ask('{ again(id: "1") { text } }')).toEqual({ data: { again: { text: 'second' } } });
    await write('third');
    await heard('third');

    app.write('schema.graphql', schema());
    app.synth();
    await cloud.update({ cloudAssembly: app.assembly });
    expect((await ask('{ again(id: "1") { text } }')).errors[0].message).toContain('again');
    expect(await ask(note)).toEqual({ data: { note: { text: 'third' } } });
    // Files are still known to what was left alone.
    app.write('read.js', direct('get({ key: { id: ctx.args.id } })', '({ text: "new" })'));
    await cloud.update({ files: [app.path('read.js')] });
    expect(await ask(note)).toEqual({ data: { note: { text: 'new' } } });
  });

  it('takes back the whole of a change of which a part is refused', async () => {
    app.write('schema.graphql', schema('broken: Note'));
    app.write('broken.js', 'export function request() { return new Date(); }');
    app.synth({ resolvers: { 'Query.broken': 'broken.js' } });
    await expect(cloud.update({ cloudAssembly: app.assembly })).rejects.toThrow('ResolverQuerybroken');
    expect((await ask('{ broken { id } }')).errors[0].message).toContain('broken');
    expect(await ask(note)).toEqual({ data: { note: { text: 'new' } } });
  });

  it('says that a restart is needed for what cannot change while it runs', async () => {
    app.write('schema.graphql', schema());
    app.synth({ sortKey: true });
    const update = cloud.update({ cloudAssembly: app.assembly });
    await expect(update).rejects.toThrow(RestartNeededError);
    await expect(update).rejects.toThrow(/Notes\/Table.* \(AWS::DynamoDB::Table\) has changed/);
    await write('fourth');
    await heard('fourth');
  });
});
