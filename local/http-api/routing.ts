import type { HttpApi, Route, Stage } from './model.ts';
import { decoded, Refusal, type ApiRequest } from './request.ts';

/** Where a request goes. */
export interface Destination {
  readonly stage: Stage;
  readonly route: Route;
  /** Values of the route's variables, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Chooses the stage by the first segment of the path, then the route that fits best: segment by segment a literal
 * before a variable before a greedy one, then a method before `ANY`, and `$default` last.
 * Source: API Gateway Developer Guide, "Routing API requests"; how it ranks two routes with variables at different
 * places is not established.
 *
 * @throws Refusal 404 when nothing fits.
 */
export function findRoute(api: HttpApi, request: Pick<ApiRequest, 'method' | 'path'>): Destination {
  const [first = '', ...rest] = request.path.replace(/^\//, '').split('/');
  const named = first === '$default' ? undefined : api.stages.get(decoded(first));
  const stage = named ?? api.stages.get('$default');
  if (!stage) throw notFound();
  const path = named ? `/${rest.join('/')}` : request.path;

  const fitting = [...api.routes.values()].flatMap((route) => {
    const fit = match(route, request.method, path);
    return fit ? [{ route, ...fit }] : [];
  });
  const [best] = fitting.sort((a, b) => compare(a.rank, b.rank));
  if (!best) throw notFound();
  return { stage, route: best.route, pathParameters: best.parameters };
}

const notFound = () => new Refusal(404, 'Not Found');

interface Fit {
  /** A digit for each segment and one for the method; the smaller fits better. */
  readonly rank: readonly number[];
  readonly parameters: Record<string, string>;
}

function match({ key }: Route, method: string, path: string): Fit | undefined {
  if (key === '$default') return { rank: [9], parameters: {} };
  const [wanted = '', pattern = ''] = key.split(' ');
  if (wanted !== 'ANY' && wanted !== method) return undefined;
  const given = path.split('/').slice(1);
  const parts = pattern.split('/').slice(1);
  const rank: number[] = [];
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    if (greedy !== undefined) {
      const remainder = given.slice(index).join('/');
      if (remainder === '') return undefined;
      parameters[greedy] = decoded(remainder);
      return { rank: [...rank, 2, wanted === 'ANY' ? 1 : 0], parameters };
    }
    const segment = given[index];
    if (segment === undefined) return undefined;
    const variable = /^\{(.+)\}$/.exec(part)?.[1];
    if (variable === undefined && decoded(segment) !== part) return undefined;
    if (variable !== undefined) {
      if (segment === '') return undefined;
      parameters[variable] = decoded(segment);
    }
    rank.push(variable === undefined ? 0 : 1);
  }
  if (given.length !== parts.length) return undefined;
  return { rank: [...rank, wanted === 'ANY' ? 1 : 0], parameters };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, digit] of a.entries()) {
    const difference = digit - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
