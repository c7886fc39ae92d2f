import type { ResourceProvider } from '../core/resource.ts';

/** What a provider makes of a resource's properties. */
export interface Coverage {
  /** Paths that no one knows. */
  readonly unknown: readonly string[];
  /** Paths without effect on a laptop. */
  readonly inert: readonly { readonly path: string; readonly reason: string }[];
}

type Node = { end?: 'honoured' | { reason: string }; next: Map<string, Node> };

/**
 * Compares the properties of a resource with what its provider declares. A declared path covers what lies below it;
 * the deepest declaration wins, so that `LogConfig` may be honoured and `LogConfig.ExcludeVerboseContent` inert.
 *
 * @example
 * coverage({ Name: 'a', Tags: [] }, { honoured: ['Name'], inert: { Tags: 'no console shows them' } });
 * // { unknown: [], inert: [{ path: 'Tags', reason: 'no console shows them' }] }
 */
export function coverage(
  properties: Readonly<Record<string, unknown>>,
  { honoured, inert = {} }: Pick<ResourceProvider, 'honoured' | 'inert'>,
): Coverage {
  const root: Node = { next: new Map() };
  for (const path of honoured) nodeAt(root, path).end = 'honoured';
  for (const [path, reason] of Object.entries(inert)) nodeAt(root, path).end = { reason };

  const unknown: string[] = [];
  const without: { path: string; reason: string }[] = [];
  const visit = (value: unknown, path: string, declared: Node | undefined, above: Node['end']): void => {
    const end = declared?.end ?? above;
    const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const deeper = declared !== undefined && declared.next.size > 0 && inner.length > 0;
    if (deeper) {
      for (const [key, each] of inner) {
        visit(
          each,
          path === '' ? key : `${path}.${key}`,
          declared.next.get(key) ?? declared.next.get('*'),
          end,
        );
      }
    } else if (end === undefined) {
      // An empty list or map on the way to something known says nothing.
      if (declared === undefined || typeof value !== 'object') unknown.push(path);
    } else if (end !== 'honoured') {
      without.push({ path, reason: end.reason });
    }
  };
  visit(properties, '', root, undefined);
  return { unknown: unknown.filter((path) => path !== ''), inert: without };
}

function nodeAt(root: Node, path: string): Node {
  return path.split('.').reduce((node, step) => {
    const next = node.next.get(step) ?? { next: new Map() };
    node.next.set(step, next);
    return next;
  }, root);
}
