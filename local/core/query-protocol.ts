import { XMLBuilder } from 'fast-xml-parser';

type Tree = { [name: string]: Tree | string };

/**
 * Reads the members of a request of the query protocol as an SDK is given them: `X.member.1` are elements of a list,
 * `X.entry.1.key` and `.value` (or `.Name` and `.Value`) those of a map.
 *
 * @example
 * readQuery(new URLSearchParams('Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true'));
 * // { Attributes: { FifoTopic: 'true' } }
 */
export function readQuery(form: URLSearchParams): Record<string, any> {
  const root: Tree = {};
  for (const [path, value] of form) {
    const steps = path.split('.');
    const last = steps.pop()!;
    let node = root;
    for (const step of steps) {
      const next = Object.hasOwn(node, step) ? node[step] : undefined;
      node = typeof next === 'object' ? next : (node[step] = Object.create(null) as Tree);
    }
    node[last] = value;
  }
  return valueOf(root) as Record<string, any>;
}

function valueOf(node: Tree | string): unknown {
  if (typeof node === 'string') return node;
  const { member, entry } = node;
  if (typeof member === 'object') return inOrder(member).map(valueOf);
  if (typeof entry === 'object') {
    return Object.fromEntries(
      inOrder(entry).flatMap((pair) => {
        if (typeof pair === 'string') return [];
        const value = pair.value ?? pair.Value;
        return [[String(pair.key ?? pair.Name), value === undefined ? '' : valueOf(value)]];
      }),
    );
  }
  return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, valueOf(inner)]));
}

const inOrder = (list: Tree): (Tree | string)[] =>
  Object.keys(list)
    .sort((a, b) => Number(a) - Number(b))
    .map((index) => list[index]!);

const xml = new XMLBuilder({ ignoreAttributes: false });

/** Members that are maps; all others with members are structures. */
const maps: ReadonlySet<string> = new Set(['Attributes', 'ExtendedStatistics']);

/**
 * Writes an answer: lists as `member`, maps as `entry`.
 * @param namespace - of the service, `http://sns.amazonaws.com/doc/2010-03-31/`
 */
export function writeAnswer(operation: string, result: object, requestId: string, namespace: string): string {
  return xml.build({
    [`${operation}Response`]: {
      '@_xmlns': namespace,
      [`${operation}Result`]: treeOf(result),
      ResponseMetadata: { RequestId: requestId },
    },
  });
}

function treeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === undefined ? undefined : String(value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (inner === undefined) return [];
      if (Array.isArray(inner)) return [[name, { member: inner.map(treeOf) }]];
      if (maps.has(name))
        return [
          [name, { entry: Object.entries(inner as object).map(([key, each]) => ({ key, value: each })) }],
        ];
      return [[name, treeOf(inner)]];
    }),
  );
}
