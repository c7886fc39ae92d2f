import { changeEntry, requireSame, stableId } from '../../core/changes.ts';
import type { ResourceProvider, ResourceRequest } from '../../core/resource.ts';
import type { HttpApi } from '../model.ts';

interface Part<V> {
  readonly type: string;
  readonly honoured: readonly string[];
  readonly inert?: Readonly<Record<string, string>>;
  /** Where the API keeps such parts. */
  readonly in: (api: HttpApi) => Map<string, V>;
  /** What a template says. @throws Error naming the resource. */
  readonly read: (request: ResourceRequest, id: string) => V;
  /** By what the part is known. @defaultValue an id of the service's making */
  readonly id?: (request: ResourceRequest) => string;
  /** What `Fn::GetAtt` yields. */
  readonly attribute?: string;
}

/** A part of an API: made, changed and taken away while the API runs. */
export function partProvider<V>(apis: ReadonlyMap<string, HttpApi>, part: Part<V>): ResourceProvider {
  const apiOf = ({ logicalId, properties }: ResourceRequest): HttpApi => {
    const api = apis.get(properties.ApiId);
    if (!api) throw new Error(`${logicalId}: no HTTP API with the id ${String(properties.ApiId)}.`);
    return api;
  };
  const idOf = part.id ?? (({ generatedName }) => stableId(generatedName, 7));
  const put = (request: ResourceRequest, id: string) =>
    changeEntry(part.in(apiOf(request)), id, part.read(request, id));
  return {
    type: part.type,
    honoured: ['ApiId', ...part.honoured],
    ...(part.inert && { inert: part.inert }),
    async create(request) {
      const id = idOf(request);
      put(request, id);
      return { ref: id, attributes: part.attribute === undefined ? {} : { [part.attribute]: id } };
    },
    async update(request) {
      requireSame(request, 'ApiId');
      const id = request.created.ref;
      if (part.id && idOf(request) !== id) requireSame(request, 'StageName');
      return { created: request.created, undo: put(request, id) };
    },
    remove: async (request, { ref }) => changeEntry(part.in(apiOf(request)), ref, undefined),
  };
}
