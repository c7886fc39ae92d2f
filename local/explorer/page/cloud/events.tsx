import { useState } from 'react';
import type { EventsView, EventView } from '../../../core/inspection.ts';
import { Json } from '../trace/json.tsx';
import { linkTo } from './route.ts';
import { Status } from './status.tsx';
import { moodOf, nameIn, serviceIn, shortName, signs, timeOf } from './words.ts';

/** The latest events of the buses, where each went, and the one that is chosen as JSON. */
export function Events({ view: { buses, latest }, chosen }: { view: EventsView; chosen?: string }) {
  const [bus, choose] = useState('');
  const events = latest.filter((event) => bus === '' || event.bus === bus);
  const shown = latest.find(({ number }) => String(number) === chosen) ?? events[0];
  return (
    <div className="cloud-body">
      <section className="cloud-list" aria-label="Events">
        {buses.length > 1 && (
          <label className="cloud-filter">
            Bus{' '}
            <select value={bus} onChange={({ target }) => choose(target.value)}>
              <option value="">all</option>
              {buses.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        {events.length === 0 ? (
          <p className="cloud-hint">No event has come yet.</p>
        ) : (
          <table>
            <thead>
              <tr>
                <th>Time</th>
                <th>Detail type</th>
                <th>Source</th>
                <th>Rules and deliveries</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <Row key={event.number} event={event} chosen={event === shown} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {shown && <Detail event={shown} />}
    </div>
  );
}

function Row({ event, chosen }: { event: EventView; chosen: boolean }) {
  const { number, acceptedAt, source, detailType, deliveries } = event;
  return (
    <tr className={chosen ? 'chosen' : ''}>
      <td className="time">{timeOf(acceptedAt)}</td>
      <th scope="row">
        <a href={linkTo('cloud', 'events', String(number))} aria-current={chosen || undefined}>
          {detailType}
        </a>
      </th>
      <td>{source}</td>
      <td className="note">
        {deliveries.length === 0 && 'no rule wants it'}
        {deliveries.map(({ rule, targetArn, status }, index) => {
          const mood = moodOf(status);
          return (
            <span key={index} className="delivery" title={`${rule}: ${status}`}>
              <i className={`mood-${mood}`} aria-label={status}>
                {signs[mood]}
              </i>{' '}
              {nameIn(targetArn)}
            </span>
          );
        })}
      </td>
    </tr>
  );
}

function Detail({ event: { detailType, bus, acceptedAt, event, deliveries } }: { event: EventView }) {
  return (
    <section className="cloud-detail" aria-label={detailType}>
      <h2>
        {detailType}{' '}
        <small>
          {timeOf(acceptedAt)} · bus {bus}
        </small>
      </h2>
      {deliveries.length > 0 && (
        <ul className="deliveries">
          {deliveries.map(({ rule, targetArn, status, attempts, error }, index) => (
            <li key={index}>
              <Status status={status} />
              <div>
                <b>{nameIn(targetArn)}</b> <small>{serviceIn(targetArn)}</small>
                <p>
                  by rule {shortName(rule)}
                  {attempts > 1 && `, ${attempts} attempts`}
                  {error !== undefined && <span className="mood-bad">: {error}</span>}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Json value={event} />
    </section>
  );
}
