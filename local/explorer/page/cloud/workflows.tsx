import { useState } from 'react';
import type { ExecutionView, WorkflowsView } from '../../../core/inspection.ts';
import { linkTo } from './route.ts';
import { Status } from './status.tsx';
import { lasted, plural, shortName, timeOf } from './words.ts';

/** State machines, and their executions, newest first; each leads to the picture of its run. */
export function Workflows({ view: { machines, executions } }: { view: WorkflowsView }) {
  const [machine, choose] = useState('');
  if (machines.length === 0) return <p className="cloud-empty">The templates have no state machines.</p>;
  const shown = executions.filter(({ stateMachineArn }) => machine === '' || stateMachineArn === machine);
  const names = new Map(machines.map(({ arn, name }) => [arn, name]));
  return (
    <div className="cloud-body cloud-body-whole">
      <section className="cloud-list" aria-label="Executions">
        <div className="machines" role="group" aria-label="State machines">
          {machines.map(({ arn, name, type }) => (
            <button
              key={arn}
              aria-pressed={arn === machine}
              onClick={() => choose(arn === machine ? '' : arn)}
            >
              <b title={name}>{shortName(name)}</b>{' '}
              <small>{counted(executions.filter((one) => one.stateMachineArn === arn))}</small>
              {type === 'EXPRESS' && <small className="tag">EXPRESS</small>}
            </button>
          ))}
        </div>
        {shown.length === 0 ? (
          <p className="cloud-hint">Nothing has been started yet.</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th>Status</th>
                <th>Execution</th>
                <th>State machine</th>
                <th>Started</th>
                <th className="figure">Took</th>
                <th>Where it is</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((execution) => (
                <Row
                  key={execution.arn}
                  execution={execution}
                  machine={names.get(execution.stateMachineArn) ?? ''}
                />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}

function Row({ execution, machine }: { execution: ExecutionView; machine: string }) {
  const { arn, name, status, startedAt, stoppedAt, error, current } = execution;
  return (
    <tr>
      <td>
        <Status status={status} />
      </td>
      <th scope="row">
        <a href={linkTo('cloud', 'workflows', arn)}>{name}</a>
      </th>
      <td title={machine}>{shortName(machine)}</td>
      <td className="time">{timeOf(startedAt)}</td>
      <td className="figure">{lasted(startedAt, stoppedAt)}</td>
      <td className="note">
        {error !== undefined ? <span className="mood-bad">{error}</span> : current.join(', ')}
      </td>
    </tr>
  );
}

function counted(executions: readonly ExecutionView[]): string {
  const running = executions.filter(({ status }) => status === 'RUNNING').length;
  return [plural(executions.length, 'execution'), running > 0 ? `${running} running` : '']
    .filter(Boolean)
    .join(', ');
}
