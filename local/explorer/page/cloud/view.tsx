import './cloud.css';
import type { CloudView } from '../../../core/inspection.ts';
import { Alarms } from './alarms.tsx';
import { Events } from './events.tsx';
import { usePolled } from './poll.ts';
import { Queues } from './queues.tsx';
import { linkTo } from './route.ts';
import { Run } from './run.tsx';
import { Workflows } from './workflows.tsx';

/** Beside GraphQL: what lies in queues, what buses carried, how workflows and alarms stand. Refreshes by itself. */
export function Cloud({ path, place }: { path: string; place: readonly string[] }) {
  const [tab = 'queues', chosen, part] = place;
  const { answer: cloud, away } = usePolled<CloudView>(`${path}/cloud`);
  return (
    <main className="cloud">
      <nav className="cloud-tabs" aria-label="Cloud">
        <Tab name="queues" current={tab} badge={cloud && badgeOfQueues(cloud)} />
        <Tab name="events" current={tab} />
        <Tab name="workflows" current={tab} badge={cloud && badgeOfWorkflows(cloud)} />
        <Tab name="alarms" current={tab} badge={cloud && badgeOfAlarms(cloud)} />
        <a className="cloud-tab" href={`${path}/outbox`} target="_blank" rel="noreferrer">
          Outbox ↗
        </a>
        <span className="bar-space" />
        {away && <span className="cloud-away">The cloud does not answer; this is what it last said.</span>}
      </nav>
      {!cloud ? (
        <p className="cloud-empty">{away ? '' : 'Looking…'}</p>
      ) : tab === 'events' ? (
        <Events view={cloud.events} chosen={chosen} />
      ) : tab === 'alarms' ? (
        <Alarms alarms={cloud.alarms} />
      ) : tab === 'workflows' && chosen !== undefined ? (
        <Run path={`${path}/workflows`} arn={chosen} state={part} />
      ) : tab === 'workflows' ? (
        <Workflows view={cloud.workflows} />
      ) : (
        <Queues queues={cloud.queues} chosen={chosen} />
      )}
    </main>
  );
}

interface Badge {
  readonly count: number;
  readonly mood: 'bad' | 'busy';
  readonly title: string;
}

function Tab({ name, current, badge }: { name: string; current: string; badge?: Badge }) {
  return (
    <a
      className="cloud-tab"
      href={linkTo('cloud', name)}
      aria-current={current === name ? 'page' : undefined}
    >
      {name[0]!.toUpperCase() + name.slice(1)}
      {badge && badge.count > 0 && (
        <b className={`badge mood-${badge.mood}`} title={badge.title}>
          {badge.count}
        </b>
      )}
    </a>
  );
}

function badgeOfQueues({ queues }: CloudView): Badge {
  const count = queues
    .filter(({ deadLettersOf }) => deadLettersOf.length > 0)
    .reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0);
  return { count, mood: 'bad', title: 'dead letters' };
}

function badgeOfAlarms({ alarms }: CloudView): Badge {
  const count = alarms.filter(({ state }) => state === 'ALARM').length;
  return { count, mood: 'bad', title: 'in alarm' };
}

function badgeOfWorkflows({ workflows }: CloudView): Badge {
  const count = workflows.executions.filter(({ status }) => status === 'RUNNING').length;
  return { count, mood: 'busy', title: 'running' };
}
