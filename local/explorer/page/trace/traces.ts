import type { Trace, TraceSummary } from '../../../core/trace.ts';

/** Reads one trace; undefined when it is no longer kept, or the service is away. */
export async function readTrace(path: string, id: string): Promise<Trace | undefined> {
  return read<Trace>(`${path}/${encodeURIComponent(id)}`);
}

/** The newest requests of every client of the API, not of this page alone. */
export async function readRecent(path: string, limit = 30): Promise<readonly TraceSummary[]> {
  const answer = await read<{ traces: TraceSummary[] }>(`${path}?limit=${limit}`);
  return (answer?.traces ?? []).filter(({ name }) => name !== 'IntrospectionQuery');
}

async function read<Answer>(url: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(url);
    return response.ok ? ((await response.json()) as Answer) : undefined;
  } catch {
    return undefined;
  }
}

/** What a request is called: its operation's name, or else its root fields. */
export function titleOf({ name, fields }: { name: string | null; fields: readonly string[] }): string {
  return name ?? (fields.slice(0, 3).join(', ') || 'without resolvers');
}
