import type { RunView, StateNode, VisitView } from '../../../core/inspection.ts';
import { Json } from '../trace/json.tsx';
import { Status } from './status.tsx';
import { lasted, plural, timeOf } from './words.ts';

/** What went into a state and what came out, at each visit, the last one first; of no state that of the whole run. */
export function StateDetail({ run, node }: { run: RunView; node?: StateNode }) {
  if (!node) {
    const { execution } = run;
    return (
      <section className="cloud-detail" aria-label="Execution">
        <h2>
          {execution.name} <small>the whole execution</small>
        </h2>
        <Data {...execution} />
        <p className="cloud-hint">Choose a state to see what went in and what came out.</p>
      </section>
    );
  }
  const visits = run.visits.filter(({ name }) => name === node.name).reverse();
  const within = run.visits.filter(({ name }) => node.within.includes(name));
  return (
    <section className="cloud-detail" aria-label={node.name}>
      <h2>
        {node.name}{' '}
        <small>
          {node.type} {node.note && `· ${node.note}`}
        </small>
      </h2>
      {visits.length === 0 && <p className="cloud-hint">This run has not come here.</p>}
      {visits.map((visit, index) => (
        <Visit key={visit.enteredAt + index} visit={visit} />
      ))}
      {within.length > 0 && (
        <>
          <h3>Within</h3>
          {within.map((visit, index) => (
            <details key={index} className="message">
              <summary>
                <b>{visit.name}</b> <Status status={visit.status} />
              </summary>
              <Data {...visit} />
            </details>
          ))}
        </>
      )}
    </section>
  );
}

function Visit({ visit }: { visit: VisitView }) {
  const { status, enteredAt, exitedAt, retries } = visit;
  return (
    <article className="visit">
      <p className="visit-facts">
        <Status status={status} /> <span>{timeOf(enteredAt)}</span> <span>{lasted(enteredAt, exitedAt)}</span>
        {retries > 0 && <span>tried again {retries === 1 ? 'once' : plural(retries, 'time')}</span>}
      </p>
      <Data {...visit} />
    </article>
  );
}

function Data(data: Pick<VisitView, 'input' | 'output' | 'error' | 'cause'>) {
  const { input, output, error, cause } = data;
  return (
    <>
      {error !== undefined && (
        <p className="fault">
          <b>{error}</b> {cause}
        </p>
      )}
      <Part title="Input" value={input} />
      {output !== undefined && <Part title="Output" value={output} />}
    </>
  );
}

function Part({ title, value }: { title: string; value: unknown }) {
  return (
    <details open>
      <summary>{title}</summary>
      <Json value={value} />
    </details>
  );
}
