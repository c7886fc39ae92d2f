/**
 * A server under measurement: the least that a GraphQL server can do for the same answer. graphql-js on Node's own HTTP
 * server, documents parsed and validated once, the database asked over connections that are kept; nobody's key, token,
 * policy or limit is looked at, and no header beyond the necessary is sent. `plain.ts <database> <table>` says its URL.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, execute, parse, validate, type DocumentNode } from 'graphql';
import { Pool } from 'undici';
import { typeDefs } from './article.ts';
import { valuesOf } from './values.ts';

const [database, TableName] = process.argv.slice(2);
const schema = buildSchema(typeDefs());
const documents = new Map<string, DocumentNode>();
const pool = new Pool(database!, { connections: 8 });
const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.GetItem',
  'x-amz-date': '19700101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/19700101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
};

const rootValue = {
  async article({ id }: { id: string }) {
    const body = JSON.stringify({ TableName, Key: { id: { S: id } } });
    const { Item } = JSON.parse(await ask(body)) as { Item?: Parameters<typeof valuesOf>[0] };
    return Item ? valuesOf(Item) : null;
  },
  hello: () => 'hello',
};

function ask(body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    pool.dispatch(
      { path: '/', method: 'POST', headers, body },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (_, chunk) => void (text += chunk.toString()),
        onResponseEnd: () => resolve(text),
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}

function documentOf(text: string): DocumentNode {
  let document = documents.get(text);
  if (!document) {
    document = parse(text);
    const errors = validate(schema, document);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    documents.set(text, document);
  }
  return document;
}

async function answer(body: string): Promise<string> {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const document = documentOf(query);
  return JSON.stringify(await execute({ schema, document, rootValue, variableValues: variables }));
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    answer(body).then(
      (text) => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        });
        response.end(text);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`),
);
