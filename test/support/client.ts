/** A client that does what the catalogue of errors advises. */
import type { Answer, Caller } from './graphql.ts';

type Graphql = (caller: Caller, query: string, variables?: object) => Promise<Answer>;

/** After these a client repeats the very same request: nothing is known of it, or only that it may be repeated. */
const repeatable = ['Contention', 'Internal', 'NoAnswer', 'ExecutionTimeout'];

/** What an answer came to: `ok`, or the type of its first error. */
export function named({ errors }: Pick<Answer, 'errors'>): string {
  return errors[0]?.errorType ?? 'ok';
}

/** Asks until there is an answer that says something: under contention, after a lost connection or a failure. */
export function createClient(graphql: Graphql) {
  /** One request; a connection that breaks off is an answer of the type `NoAnswer`. */
  async function once(caller: Caller, query: string, variables: object): Promise<Answer> {
    try {
      const answer = await graphql(caller, query, variables);
      if (answer.status < 500) return answer;
      return { ...answer, errors: [noAnswer(`HTTP ${answer.status}`)] };
    } catch (error) {
      return { status: 0, data: null, errors: [noAnswer((error as Error).message)] };
    }
  }

  /**
   * Asks with growing pauses, the same request each time, so with the same idempotency key.
   */
  async function persist(caller: Caller, query: string, variables: object): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await once(caller, query, variables);
      if (!repeatable.includes(named(answer))) return answer;
      const most = Math.min(2000, 20 * 2 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, most / 2 + (most / 2) * Math.random()));
    }
  }

  return {
    persist,
    /** A change under a key of its own. */
    change: (caller: Caller, query: string, input: object, idempotencyKey: string = crypto.randomUUID()) =>
      persist(caller, query, { input, idempotencyKey }),
    /** The value of the one field that was asked for; throws what was refused. */
    async value(caller: Caller, query: string, variables: object = {}): Promise<any> {
      const answer = await persist(caller, query, variables);
      if (named(answer) !== 'ok') throw new Error(JSON.stringify(answer.errors));
      return Object.values(answer.data as object)[0];
    },
  };
}

export type Client = ReturnType<typeof createClient>;

function noAnswer(message: string) {
  return { errorType: 'NoAnswer', errorInfo: null, message };
}
