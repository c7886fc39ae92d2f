import { useEffect, useState } from 'react';

const pause = 1_000;

interface Polled<Answer> {
  /** Absent before the first answer, and of a path that is not found. */
  readonly answer?: Answer;
  /** While the cloud cannot be reached; what it answered last stays. */
  readonly away: boolean;
  readonly missing: boolean;
}

/**
 * What a path of the cloud answers, asked anew each second while the page is seen. An answer that is the same text as
 * the one before changes nothing.
 */
export function usePolled<Answer>(path: string): Polled<Answer> {
  const [state, setState] = useState<Polled<Answer> & { path?: string; text: string }>({
    text: '',
    away: false,
    missing: false,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;
    const stopped = new AbortController();
    const ask = async (): Promise<void> => {
      asking = true;
      try {
        const response = await fetch(path, { signal: stopped.signal });
        const text = await response.text();
        const missing = response.status === 404;
        setState((before) =>
          before.path === path && before.text === text && !before.away
            ? before
            : {
                path,
                text,
                missing,
                away: false,
                answer: response.ok ? (JSON.parse(text) as Answer) : undefined,
              },
        );
      } catch {
        if (stopped.signal.aborted) return;
        setState((before) => (before.away ? before : { ...before, away: true }));
      }
      asking = false;
      if (!document.hidden && !stopped.signal.aborted) timer = setTimeout(() => void ask(), pause);
    };
    const seen = (): void => {
      clearTimeout(timer);
      // One that is under way goes on by itself.
      if (!document.hidden && !asking) void ask();
    };
    document.addEventListener('visibilitychange', seen);
    void ask();
    return () => {
      document.removeEventListener('visibilitychange', seen);
      clearTimeout(timer);
      stopped.abort();
    };
  }, [path]);
  return state.path === path ? state : { away: state.away, missing: false };
}
