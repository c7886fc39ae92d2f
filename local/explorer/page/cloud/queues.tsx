import type { MessageView, QueueView } from '../../../core/inspection.ts';
import { Json } from '../trace/json.tsx';
import { sourcesList, sourcesText } from './dead-letters.ts';
import { linkTo } from './route.ts';
import { nameIn, plural, shortName, timeOf } from './words.ts';

/** Every queue with its counts, those of dead letters last; beside them the messages of the one that is chosen. */
export function Queues({ queues, chosen }: { queues: readonly QueueView[]; chosen?: string }) {
  if (queues.length === 0) return <p className="cloud-empty">The templates have no queues.</p>;
  const sorted = [...queues].sort(
    (one, other) => Number(isDead(one)) - Number(isDead(other)) || one.name.localeCompare(other.name),
  );
  const shown =
    sorted.find(({ name }) => name === chosen) ??
    sorted.find((queue) => isDead(queue) && queue.messages.length > 0) ??
    sorted.find(({ messages }) => messages.length > 0) ??
    sorted[0]!;
  return (
    <div className="cloud-body">
      <section className="cloud-list" aria-label="Queues">
        <table>
          <thead>
            <tr>
              <th>Queue</th>
              <th className="figure">Visible</th>
              <th className="figure">In flight</th>
              <th className="figure">Delayed</th>
              <th>Dead letters</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((queue) => (
              <Row key={queue.name} queue={queue} chosen={queue === shown} />
            ))}
          </tbody>
        </table>
      </section>
      <Messages queue={shown} />
    </div>
  );
}

const isDead = ({ deadLettersOf }: QueueView): boolean => deadLettersOf.length > 0;

function Row({ queue, chosen }: { queue: QueueView; chosen: boolean }) {
  const { name, fifo, visible, inFlight, delayed, redrive } = queue;
  const dead = isDead(queue);
  const bad = dead && visible + inFlight + delayed > 0;
  return (
    <tr className={`${chosen ? 'chosen' : ''}${bad ? ' row-bad' : ''}`}>
      <th scope="row">
        <a href={linkTo('cloud', 'queues', name)} aria-current={chosen || undefined} title={name}>
          {shortName(name)}
        </a>
        {fifo && <small className="tag">FIFO</small>}
      </th>
      {[visible, inFlight, delayed].map((count, index) => (
        <td key={index} className={`figure${count === 0 ? ' none' : ''}`}>
          {count}
        </td>
      ))}
      <td className="note">
        {dead ? (
          <span className={bad ? 'mood-bad' : ''} title={sourcesList(queue.deadLettersOf)}>
            of {sourcesText(queue.deadLettersOf)}
          </span>
        ) : redrive ? (
          <>
            to {nameIn(redrive.arn)} after {plural(redrive.maxReceiveCount, 'try', 'tries')}
          </>
        ) : (
          ''
        )}
      </td>
    </tr>
  );
}

function Messages({ queue }: { queue: QueueView }) {
  const { name, messages, visible, inFlight, delayed } = queue;
  const count = visible + inFlight + delayed;
  return (
    <section className="cloud-detail" aria-label={`Messages in ${name}`}>
      <h2>
        <span title={name}>{shortName(name)}</span>{' '}
        <small>
          {plural(count, isDead(queue) ? 'dead letter' : 'message')}
          {count > messages.length && `, the first ${messages.length}`}
        </small>
      </h2>
      {count === 0 && <p className="cloud-hint">Nothing waits here.</p>}
      {messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </section>
  );
}

const received = (times: number): string =>
  times === 0 ? 'never received' : times === 1 ? 'received once' : `received ${times} times`;

function Message({ message }: { message: MessageView }) {
  const { id, sentAt, state, receives, groupId, attributes, body } = message;
  return (
    <details className="message" open>
      <summary>
        <b>{timeOf(sentAt)}</b> {state}, {received(receives)}
        {groupId !== undefined && ` · group ${groupId}`}
        <code>{id}</code>
      </summary>
      {Object.keys(attributes).length > 0 && <Json value={attributes} />}
      <Json value={body} />
    </details>
  );
}
