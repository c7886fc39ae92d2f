import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { authorizerOf } from '../../../local/explorer/page/credentials.ts';
import { subscribe, type Operation } from '../../../local/explorer/page/realtime.ts';
import { echo, openTestApi, type TestApi } from '../appsync/harness.ts';

let api: TestApi;
const stops: (() => void)[] = [];

beforeAll(async () => {
  api = await openTestApi({
    schema: /* GraphQL */ `
      type Query {
        hello: String
      }
      type Mutation {
        write(text: String): Note
      }
      type Subscription {
        written(text: String): Note @aws_subscribe(mutations: ["write"])
      }
      type Note {
        text: String
      }
    `,
    resolvers: { 'Query.hello': { code: echo("'world'") }, 'Mutation.write': { code: echo('ctx.args') } },
  });
});
afterEach(() => stops.splice(0).forEach((stop) => stop()));
afterAll(() => api.close());

/** Subscribes as the page does and collects what comes. */
function listen(operation: Operation, apiKey = api.key) {
  const { host, pathname: path } = new URL(api.url);
  const tokens = () => {
    throw new Error('no users here');
  };
  const authorizer = authorizerOf(
    { kind: 'apiKey', label: 'Guest', apiKey },
    { host, region: 'us-east-1', tokens },
  );
  const results: unknown[] = [];
  let wake = (): void => {};
  const result = new Promise<void>((resolve) => (wake = resolve));
  const outcome = new Promise<'started' | Error>((resolve) => {
    stops.push(
      subscribe(
        {
          url: `ws://${host}${path}/realtime`,
          host,
          path,
          authorizer,
          open: (url, protocols) => new WebSocket(url, protocols),
        },
        operation,
        {
          started: () => resolve('started'),
          next(next) {
            results.push(next);
            wake();
          },
          error: resolve,
          complete: () => {},
        },
      ),
    );
  });
  return { outcome, results, result };
}

const query = 'subscription ($text: String) { written(text: $text) { text } }';
const write = (text: string) =>
  api.query('mutation ($text: String) { write(text: $text) { text } }', { text });

describe("the explorer's subscriptions", () => {
  it('hear what AppSync tells, by the arguments they gave', async () => {
    const { outcome, results, result } = listen({ query, variables: { text: 'yes' } });
    expect(await outcome).toBe('started');
    await write('no');
    await write('yes');
    await result;
    expect(results).toEqual([{ data: { written: { text: 'yes' } } }]);
  });

  it('say why a connection is refused', async () => {
    const { outcome } = listen({ query }, 'da2-not-a-key');
    expect(String(await outcome)).toMatch(/Unauthorized|closed|401/);
  });

  it('say what is wrong with a subscription', async () => {
    const { outcome } = listen({ query: 'subscription { nothing { text } }' });
    expect(String(await outcome)).toMatch(/nothing/);
  });
});
