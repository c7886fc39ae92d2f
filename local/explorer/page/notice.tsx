import { useEffect, useState } from 'react';

/** What is wrong with the last change, as long as it is: the API goes on as it was before. */
export function Notice({ path }: { path: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const source = new EventSource(path);
    source.onmessage = ({ data }) => setProblem((JSON.parse(data) as { problem: string | null }).problem);
    return () => source.close();
  }, [path]);
  if (problem === null) return null;
  return (
    <section className="notice" role="alert">
      <strong>The last change is not served; what was before goes on.</strong>
      <pre>{problem}</pre>
    </section>
  );
}
