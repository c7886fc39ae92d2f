/**
 * Seeds a shop from a process of its own, so that the client library it signs in with does not stay in the memory of
 * the shop. What to seed comes as JSON on standard input: a `SeedTarget`.
 */
import { text } from 'node:stream/consumers';
import { seed, type SeedTarget } from './seed.ts';

await seed(JSON.parse(await text(process.stdin)) as SeedTarget);
// The client library keeps timers that nobody waits for.
process.exit(0);
