import { aim, type Benchmark, type Figure } from './harness/benchmark.ts';
import { connections, figuresOf, sideBySide, type Load, type Sample } from './harness/load.ts';
import { startProgram, type Program } from './harness/program.ts';
import { id, query } from './peers/article.ts';
import type { Cloud } from './peers/appsync.ts';

/** One item of the same table by its key, beside other GraphQL servers. */
export const peers: Benchmark = {
  name: 'peers',
  about: `Requests a second at ${connections} connections: one item by its key, in turns beside graphql-yoga and mercurius with the AWS SDK on the same database, and beside graphql-js with nothing around it; medians of the turns.`,
  async run() {
    const programs: Program[] = [];
    const serve = async (name: string, args: string[] = [], environment = {}) => {
      const command = ['--import', 'tsx', `bench/peers/${name}.ts`, ...args];
      const program = startProgram(process.execPath, command, { environment });
      programs.push(program);
      return { pid: program.pid, told: await program.line() };
    };
    try {
      const local = await serve('appsync');
      const { url, apiKey, token, database, table } = JSON.parse(local.told) as Cloud;
      const load = async (name: string): Promise<Load> => {
        const { pid, told } = await serve(name, [database, table], { NODE_ENV: 'production' });
        return { url: told, pid, query, variables: { id }, headers: json };
      };
      const own = { url, pid: local.pid, query, variables: { id } };
      const none = { ...own, query: '{ hello }', variables: {} };
      return compare(
        await sideBySide({
          key: { ...own, headers: { ...json, 'x-api-key': apiKey } },
          token: { ...own, headers: { ...json, authorization: token } },
          yoga: await load('yoga'),
          mercurius: await load('mercurius'),
          plain: await load('plain'),
          none: { ...none, headers: { ...json, 'x-api-key': apiKey } },
        }),
      );
    } finally {
      for (const program of programs) await program.stop();
    }
  },
};

const json = { 'content-type': 'application/json' };

type Contender = 'key' | 'token' | 'yoga' | 'mercurius' | 'plain' | 'none';

function compare(of: Readonly<Record<Contender, Sample>>): Figure[] {
  const against = (what: string, peer: Contender, wanted: number): Figure[] =>
    (['key', 'token'] as const).map((own) => {
      const { value, note } = aim(of[own].rate / of[peer].rate, wanted);
      const costs = of[peer].cost! / of[own].cost!;
      const cost = Number.isNaN(costs) ? '' : `, by the processor time of the server ${costs.toFixed(2)}`;
      return {
        what: `GetItem, ${own === 'key' ? 'API key' : 'Cognito token'}, against ${what}`,
        value,
        unit: 'times',
        note: note + cost,
      };
    });
  return [
    ...figuresOf('GetItem, API key', of.key),
    ...figuresOf('GetItem, Cognito token', of.token),
    ...figuresOf('GetItem, graphql-yoga with the AWS SDK', of.yoga),
    ...figuresOf('GetItem, mercurius with the AWS SDK', of.mercurius),
    ...figuresOf('GetItem, plain graphql-js', of.plain),
    ...figuresOf('NONE resolver, API key', of.none),
    ...against('graphql-yoga', 'yoga', 3),
    ...against('mercurius', 'mercurius', 2),
    ...against('plain graphql-js', 'plain', 0.5),
    { what: 'NONE resolver', unit: 'requests/s', ...aim(of.none.rate, 10_000) },
  ];
}
