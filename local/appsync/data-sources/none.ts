import { RequestFault, type BoundDataSource } from '../execution/resolve.ts';

/** Answers with the payload it is given. */
export function noneDataSource(name: string): BoundDataSource {
  return {
    name,
    invoke(request) {
      if (request === null || request === undefined) return { result: null };
      if (typeof request !== 'object')
        throw new RequestFault('The request of a NONE data source must be an object.');
      return { result: (request as { payload?: unknown }).payload ?? null };
    },
  };
}
