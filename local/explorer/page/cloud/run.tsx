import { useMemo } from 'react';
import type { RunView } from '../../../core/inspection.ts';
import { Graph } from './graph.tsx';
import { layoutOf } from './layout.ts';
import { usePolled } from './poll.ts';
import { linkTo } from './route.ts';
import { StateDetail } from './state.tsx';
import { Status } from './status.tsx';
import { lasted, shortName, timeOf } from './words.ts';

/** One execution: the picture of its states, and of the one that is chosen what went in and what came out. */
export function Run({ path, arn, state }: { path: string; arn: string; state?: string }) {
  const { answer: run, missing } = usePolled<RunView>(`${path}/${encodeURIComponent(arn)}`);
  const shape = JSON.stringify(run?.graph);
  // The same picture as long as the definition is the same, however the run goes on.
  const picture = useMemo(() => run && layoutOf(run.graph), [shape]);
  if (!run || !picture)
    return <p className="cloud-empty">{missing ? 'This execution is not known any more.' : 'Looking…'}</p>;
  const { machine, execution } = run;
  const chosen = run.graph.states.find(({ name }) => name === state);
  return (
    <div className="cloud-body run">
      <section className="run-picture" aria-label={`${machine}, ${execution.name}`}>
        <header>
          <a href={linkTo('cloud', 'workflows')} title={machine}>
            {shortName(machine)}
          </a>
          <span aria-hidden="true">›</span>
          <a className="run-name" href={linkTo('cloud', 'workflows', arn)} title={execution.name}>
            {execution.name}
          </a>
          <Status status={execution.status} />
          <small>
            {timeOf(execution.startedAt)}
            {execution.stoppedAt !== undefined && ` · ${lasted(execution.startedAt, execution.stoppedAt)}`}
            {execution.redriveCount > 0 && ` · redriven ${execution.redriveCount} times`}
          </small>
        </header>
        <Graph
          run={run}
          picture={picture}
          chosen={state}
          linkTo={(name) => linkTo('cloud', 'workflows', arn, name)}
        />
      </section>
      <StateDetail run={run} node={chosen} />
    </div>
  );
}
