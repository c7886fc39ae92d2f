/** A server under measurement: graphql-yoga on Node's own HTTP server. `yoga.ts <database> <table>` says its URL. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';
import { typeDefs } from './article.ts';
import { resolvers } from './sdk.ts';

const [database, table] = process.argv.slice(2);
const yoga = createYoga({
  schema: createSchema({ typeDefs: typeDefs(), resolvers: resolvers(database!, table!) }),
  logging: false,
  graphiql: false,
  landingPage: false,
});
const server = createServer((request, response) => void yoga(request, response));
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`),
);
