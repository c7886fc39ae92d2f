/** A server under measurement: mercurius with its compiler on. `mercurius.ts <database> <table>` says its URL. */
import { fastify } from 'fastify';
import mercurius from 'mercurius';
import { typeDefs } from './article.ts';
import { resolvers } from './sdk.ts';

const [database, table] = process.argv.slice(2);
const app = fastify();
// `jit` compiles a query once it was asked that often; the manual's advice for production.
await app.register(mercurius, { schema: typeDefs(), resolvers: resolvers(database!, table!), jit: 1 });
console.log(`${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`);
