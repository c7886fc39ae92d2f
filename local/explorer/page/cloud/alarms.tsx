import type { AlarmView } from '../../../core/inspection.ts';
import { shortName, timeOf } from './words.ts';

/** Every alarm with its state and the reason for it, those that have gone off first. */
export function Alarms({ alarms }: { alarms: readonly AlarmView[] }) {
  if (alarms.length === 0) return <p className="cloud-empty">The templates have no alarms.</p>;
  return (
    <section className="cloud-list" aria-label="Alarms">
      <table>
        <thead>
          <tr>
            <th>Alarm</th>
            <th>State</th>
            <th>Since</th>
            <th>When</th>
            <th>Reason</th>
          </tr>
        </thead>
        <tbody>
          {alarms.map((alarm) => (
            <Row key={alarm.name} alarm={alarm} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const words: Readonly<Record<AlarmView['state'], string>> = {
  ALARM: 'In alarm',
  OK: 'OK',
  INSUFFICIENT_DATA: 'No data',
};

function Row({ alarm }: { alarm: AlarmView }) {
  const { name, description, state, since, condition, reason } = alarm;
  const bad = state === 'ALARM';
  return (
    <tr className={bad ? 'row-bad' : ''}>
      <th scope="row" title={description ?? name}>
        {shortName(name)}
      </th>
      <td className={bad ? 'mood-bad' : ''}>{words[state]}</td>
      <td>{timeOf(since)}</td>
      <td>{condition}</td>
      <td className="note">{reason}</td>
    </tr>
  );
}
