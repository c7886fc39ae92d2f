import { RequestFault } from '../execution/resolve.ts';

/**
 * Refuses a request, or a part of it, with a member that its data source has not.
 *
 * @param where - the part's place, `$[events][0]`.
 * @throws RequestFault in the words of the service.
 * @example
 * checkMembers({ operation: 'PutItem', returnValues: 'ALL_OLD' }, members.PutItem);
 * // RequestFault: Unsupported element '$[returnValues]'.
 */
export function checkMembers(given: object, known: ReadonlySet<string>, where = '$'): void {
  const unknown = Object.keys(given).find((name) => !known.has(name));
  if (unknown !== undefined) throw new RequestFault(`Unsupported element '${where}[${unknown}]'.`);
}
