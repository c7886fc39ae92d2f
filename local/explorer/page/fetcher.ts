import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, parse } from 'graphql';
import type { Authorizer } from './credentials.ts';
import { idle, type Connection, type Watched } from './connection.ts';
import { request } from './http.ts';
import { subscribe, type Operation } from './realtime.ts';

/** An error as the service writes it. */
export interface ShownError {
  readonly errorType?: string | null;
  readonly message: string;
  readonly path?: ReadonlyArray<string | number> | null;
}

export interface FetcherOptions {
  readonly path: string;
  /** Who asks, at this moment. */
  authorizer(): Authorizer;
  readonly connection: Watched<Connection>;
  readonly errors: Watched<readonly ShownError[]>;
  /** Id of the last request that was not GraphiQL's own. */
  readonly lastRequest: Watched<string | undefined>;
}

/** Gives GraphiQL its answers: queries and mutations over HTTP, subscriptions over AppSync's real-time protocol. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { connection, errors } = options;
  let subscriptions = 0;

  function show(result: unknown, introspection: boolean): void {
    const found = (result as { errors?: readonly ShownError[] } | null)?.errors ?? [];
    if (!introspection || found.length > 0) errors.set(found);
    if (found.length > 0)
      connection.set({ state: 'refused', text: found.length === 1 ? '1 error' : `${found.length} errors` });
    else if (subscriptions === 0) connection.set(idle);
  }

  async function ask(operation: Operation): Promise<unknown> {
    connection.set({ state: 'busy', text: 'Asking' });
    const introspection = operation.operationName === 'IntrospectionQuery';
    try {
      const result = await request(options.path, options.authorizer(), operation, (id) => {
        if (!introspection) options.lastRequest.set(id);
      });
      show(result, introspection);
      listening();
      return result;
    } catch (failure) {
      const { name, message } = failure as Error;
      connection.set({ state: 'away', text: name === 'TypeError' ? 'No connection' : 'Not signed in' });
      const result = { errors: [{ errorType: name, message }] };
      errors.set(result.errors);
      return result;
    }
  }

  function listening(): void {
    if (subscriptions === 0 || connection.get().state === 'refused') return;
    connection.set({
      state: 'live',
      text: subscriptions === 1 ? 'Listening' : `Listening to ${subscriptions}`,
    });
  }

  function listen(operation: Operation) {
    return {
      subscribe(observer: Observer) {
        errors.set([]);
        connection.set({ state: 'busy', text: 'Connecting' });
        let started = false;
        const ended = (): void => {
          if (started) subscriptions -= 1;
          started = false;
          if (connection.get().state !== 'refused') connection.set(idle);
          listening();
        };
        const stop = subscribe(
          {
            ...realtimeAddress(options.path),
            authorizer: options.authorizer(),
            open: (url, protocols) => new WebSocket(url, protocols),
          },
          operation,
          {
            started() {
              started = true;
              subscriptions += 1;
              listening();
            },
            next(result) {
              show(result, false);
              listening();
              observer.next(result);
            },
            error(reason) {
              const found = reason.errors ?? [{ message: reason.message }];
              ended();
              show({ errors: found }, false);
              observer.next({ errors: found });
              observer.complete();
            },
            complete() {
              ended();
              observer.complete();
            },
          },
        );
        return {
          unsubscribe() {
            stop();
            ended();
          },
        };
      },
    };
  }

  return ((params: FetcherParams) => {
    const { query, variables } = params;
    // Just after another tab was chosen, GraphiQL still has the operation and the document of the one before.
    const document = parse(query);
    const named = params.operationName ? getOperationAST(document, params.operationName) : null;
    const operation: Operation = { query, variables: variables ?? {}, operationName: named?.name?.value };
    const kind = (named ?? getOperationAST(document))?.operation;
    return kind === 'subscription' ? listen(operation) : ask(operation);
  }) as Fetcher;
}

interface Observer {
  next(result: unknown): void;
  complete(): void;
}

function realtimeAddress(path: string): { url: string; host: string; path: string } {
  const { protocol, host } = location;
  return { url: `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${path}/realtime`, host, path };
}
