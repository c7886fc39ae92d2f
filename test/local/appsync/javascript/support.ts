import { compile } from '../../../../local/appsync/javascript/index.ts';
import { isCodeRefusal } from '../../../../local/appsync/javascript/refusal.ts';
import type { CodeError, Evaluation, HandlerContext } from '../../../../local/appsync/javascript/types.ts';

/** 2026-01-02T03:04:05.678Z. */
export const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

export const environment = {
  now: () => now,
  uuid: () => '6f1c2b1e-0000-4000-8000-000000000001',
  random: () => 0.5,
};

export function contextWith(members: Partial<HandlerContext> = {}): HandlerContext {
  return {
    arguments: {},
    source: null,
    stash: {},
    identity: null,
    request: { headers: {}, domainName: null },
    info: {
      fieldName: 'thing',
      parentTypeName: 'Query',
      variables: {},
      selectionSetList: [],
      selectionSetGraphQL: '',
    },
    env: {},
    ...members,
  };
}

const response = 'export function response(ctx) { return ctx.result }';

/** Runs `body` as the request handler's body. */
export function run(body: string, members: Partial<HandlerContext> = {}, head = ''): Evaluation {
  const code = `${head}\nexport function request(ctx) {\n${body}\n}\n${response}`;
  return compile(code, environment).evaluate('request', contextWith(members));
}

/** The result of `expression`, evaluated in a request handler; throws when the handler raised. */
export function valueOf(expression: string, members: Partial<HandlerContext> = {}, head = ''): unknown {
  const { result, error } = run(`return ${expression};`, members, head);
  if (error) throw new Error(error.message);
  return result;
}

/** What a refused module is refused for; an empty list when it compiles. */
export function refusals(code: string): readonly CodeError[] {
  try {
    compile(code, environment);
    return [];
  } catch (error) {
    if (isCodeRefusal(error)) return error.codeErrors;
    throw error;
  }
}

/** Refusals of statements in a request handler. */
export const refusalsIn = (body: string) =>
  refusals(`export function request(ctx) {\n${body}\n}\n${response}`);
