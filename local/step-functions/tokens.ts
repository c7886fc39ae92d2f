import { AwsError } from '../core/aws-error.ts';
import type { Ids } from '../core/ids.ts';
import type { TokenHolder } from './integrations/integration.ts';
import { invalidToken } from './errors.ts';

/** Task tokens, and who waits for what their holders tell. */
export interface Tokens {
  create(executionArn: string): string;
  /** Lets a token be used; the returned function ends that. */
  open(token: string, holder: TokenHolder): () => void;
  /**
   * Says that a token was given out by an earlier process and is going to be opened again: whoever tells something by it
   * before is not sent away, but waits.
   */
  expect(token: string): void;
  /** Expects no token of an execution any more. */
  forget(executionArn: string): void;
  /** The state machine whose execution a token belongs to; `*` for what is no token. */
  machineOf(token: unknown): string;
  /** @throws AwsError InvalidToken, TaskDoesNotExist, TaskTimedOut. */
  require(token: unknown): Promise<TokenHolder>;
}

/** A token names its execution, so that one which is used up can be told from one that never was. */
const form = /^AQC[\w-]+$/;

/** @param knows - whether an execution is known */
export function createTokens(ids: Ids, knows: (executionArn: string) => boolean): Tokens {
  const open = new Map<string, TokenHolder>();
  const expected = new Map<string, { readonly arrival: Promise<void>; readonly arrive: () => void }>();
  const arrive = (token: string) => {
    expected.get(token)?.arrive();
    expected.delete(token);
  };
  return {
    create: (executionArn) =>
      `AQC${Buffer.from(JSON.stringify([executionArn, ids.bytes(24).toString('base64url')])).toString('base64url')}`,
    open(token, holder) {
      open.set(token, holder);
      arrive(token);
      return () => void open.delete(token);
    },
    expect(token) {
      let settle = () => {};
      const arrival = new Promise<void>((resolve) => (settle = resolve));
      expected.set(token, { arrival, arrive: settle });
    },
    forget(executionArn) {
      for (const token of expected.keys()) if (executionOf(token) === executionArn) arrive(token);
    },
    machineOf(token) {
      const [, machine] = /^(.*:execution:[^:/]+)/.exec(executionOf(String(token)) ?? '') ?? [];
      return machine?.replace(':execution:', ':stateMachine:') ?? '*';
    },
    async require(token) {
      await expected.get(String(token))?.arrival;
      const holder = open.get(String(token));
      if (holder) return holder;
      const execution = executionOf(String(token));
      if (execution === undefined) throw invalidToken();
      if (!knows(execution))
        throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Task does not exist'");
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    },
  };
}

function executionOf(token: string): string | undefined {
  if (!form.test(token)) return undefined;
  try {
    const [arn] = JSON.parse(Buffer.from(token.slice(3), 'base64url').toString());
    return typeof arn === 'string' ? arn : undefined;
  } catch {
    return undefined;
  }
}
