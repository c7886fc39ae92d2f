import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Environment } from '../core/environment.ts';
import { listen, type ListenOptions } from '../http/listen.ts';
import { authorize, type AuthorizerBackends } from './authorizers/index.ts';
import type { Answer, Call } from './call.ts';
import { preflight, withCors } from './cors.ts';
import { integrate, type Backends } from './integrations/index.ts';
import type { ApiSettings, HttpApi } from './model.ts';
import { createRecorder } from './recorder.ts';
import { readRequest, Refusal, type ApiRequest } from './request.ts';
import { findRoute } from './routing.ts';
import { createThrottle } from './throttle.ts';

/** What every API of the service works with. */
export interface Ground extends Backends, AuthorizerBackends {
  readonly environment: Environment;
}

type Door = Pick<ListenOptions, 'host' | 'port' | 'tls'>;

/** Opens the port of an API that has no routes yet. @throws Error when the port is taken. */
export async function serveApi(
  ground: Ground,
  id: string,
  settings: ApiSettings,
  door: Door,
): Promise<HttpApi> {
  const { environment } = ground;
  const log = environment.log.scope(`http-api:${settings.name}`);
  const throttle = createThrottle(environment.clock);

  const answer = async (api: HttpApi, request: ApiRequest, progress: Progress): Promise<Answer> => {
    const granted = preflight(api.settings.cors, request);
    if (granted) return { status: 204, headers: granted, body: '' };
    if (api.settings.disabled) throw new Refusal(404, 'Not Found');
    const destination = findRoute(api, request);
    const { route, stage } = destination;
    progress.routeKey = route.key;
    progress.stage = stage.name;
    throttle.admit(stage, route);
    const call: Call = { ...destination, api, request, environment };
    const authorization = await authorize(call, ground);
    const integration = api.integrations.get(route.integrationId);
    if (!integration)
      throw new Refusal(500, 'Internal Server Error', { reason: `no integration ${route.integrationId}` });
    progress.integration = integration.kind === 'service' ? integration.subtype : integration.kind;
    const result = await integrate(integration, { ...call, ...(authorization && { authorization }) }, ground);
    return { ...result, headers: withCors(api.settings.cors, request, result.headers) };
  };

  const refuse = (error: unknown, request?: ApiRequest): Answer => {
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal(500, 'Internal Server Error', { reason: String((error as Error)?.stack ?? error) });
    const headers = { 'content-type': 'application/json', ...refusal.headers };
    return {
      status: refusal.status,
      headers: request ? withCors(api.settings.cors, request, headers) : headers,
      body: JSON.stringify({ message: refusal.message }),
      ...(refusal.reason !== undefined && { reason: refusal.reason }),
    };
  };

  const onRequest = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const startedAt = environment.clock.now();
    const [path = '/'] = (incoming.url ?? '/').split('?');
    const progress: Progress = {};
    let request: ApiRequest | undefined;
    let result: Answer;
    try {
      request = await readRequest(incoming, environment);
      result = await answer(api, request, progress);
    } catch (error) {
      result = refuse(error, request);
    }
    const { status, reason } = result;
    const requestId = request?.id ?? environment.ids.bytes(11).toString('base64');
    if (reason !== undefined) log[status >= 500 ? 'error' : 'info'](reason, { requestId, path, status });
    api.requests.add({
      id: requestId,
      startedAt,
      milliseconds: environment.clock.now() - startedAt,
      method: incoming.method ?? 'GET',
      path,
      ...progress,
      status,
      ...(reason !== undefined && { error: reason }),
    });
    send(outgoing, incoming, result, requestId);
  };

  const listener = await listen({
    ...door,
    onRequest: (incoming, outgoing) =>
      void onRequest(incoming, outgoing).catch((error: Error) => {
        // A client that hangs up takes its answer with it.
        log.debug(error.message);
        outgoing.destroy();
      }),
  });
  const host = ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(door.host) ? 'localhost' : door.host;
  const api: HttpApi = {
    id,
    url: `http://${host}:${listener.port}`,
    settings,
    stages: new Map(),
    routes: new Map(),
    integrations: new Map(),
    authorizers: new Map(),
    requests: createRecorder(),
    close: listener.close,
  };
  return api;
}

/** What is known of a request so far, for the list of the latest. */
interface Progress {
  routeKey?: string;
  stage?: string;
  integration?: string;
}

function send(
  outgoing: ServerResponse,
  incoming: IncomingMessage,
  { status, headers, body }: Answer,
  id: string,
): void {
  if (outgoing.destroyed) return;
  const bodiless = status === 204 || status === 304;
  outgoing.writeHead(status, {
    ...(headers as Record<string, string | string[]>),
    'apigw-requestid': id,
    ...(!bodiless && { 'content-length': Buffer.byteLength(body) }),
    // A body that was refused half-read must not be taken for the next request.
    ...(incoming.complete ? {} : { connection: 'close' }),
  });
  outgoing.end(bodiless ? undefined : body);
}
