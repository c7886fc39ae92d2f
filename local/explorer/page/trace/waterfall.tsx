import type { Trace, TracedStep } from '../../../core/trace.ts';
import { duration, type Bar, type Row } from './rows.ts';

const phases: Record<TracedStep['phase'], string> = {
  request: 'request handler',
  dataSource: 'data source',
  response: 'response handler',
  cache: 'cache',
};

const legend = { request: 'request', dataSource: 'data source', response: 'response' } as const;

/** Fields as lines, time from left to right. */
export function Waterfall(props: {
  trace: Trace;
  rows: readonly Row[];
  chosen: string | undefined;
  onChoose(key: string): void;
}) {
  const { trace, rows, chosen, onChoose } = props;
  return (
    <div className="waterfall">
      <div className="waterfall-scale" aria-hidden>
        <span className="waterfall-legend">
          {(['request', 'dataSource', 'response'] as const).map((phase) => (
            <i key={phase} className={`phase-${phase}`}>
              {legend[phase]}
            </i>
          ))}
        </span>
        <span className="waterfall-ticks">
          {[0, 25, 50, 75, 100].map((percent) => (
            <em key={percent} style={{ left: `${percent}%` }}>
              {percent === 0 ? '0' : duration((trace.milliseconds * percent) / 100)}
            </em>
          ))}
        </span>
      </div>
      <ol>
        {rows.map((row) => (
          <li key={row.key} className={`waterfall-row depth-${row.depth}${row.failed ? ' failed' : ''}`}>
            <span className="waterfall-label" title={`${row.label} ${row.note}`}>
              <b>{row.label}</b> {row.note && <small>{row.note}</small>}
            </span>
            <span className="waterfall-lane">
              <span className="waterfall-span" style={percent(row.span)} />
              {row.bars.map((bar) => (
                <BarButton
                  key={bar.key}
                  bar={bar}
                  chosen={chosen === keyOf(row, bar)}
                  onChoose={() => onChoose(keyOf(row, bar))}
                />
              ))}
              {row.text && <Beside row={row} />}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Names one bar of one row. */
export const keyOf = (row: Row, bar: Bar): string => `${row.key}|${bar.key}`;

function BarButton({ bar, chosen, onChoose }: { bar: Bar; chosen: boolean; onChoose(): void }) {
  const { phase, step } = bar;
  const said = `${step.name}, ${phases[phase]}, ${duration(step.milliseconds)}`;
  return (
    <button
      className={`waterfall-bar phase-${phase}`}
      style={percent(bar)}
      title={said}
      aria-label={said}
      aria-pressed={chosen}
      onClick={onChoose}
    />
  );
}

/** The text beside a row's bars: on the right, where there is no room on the left, and else on the bars themselves. */
function Beside({ row: { text, span } }: { row: Row }) {
  const end = span.left + span.width;
  if (end < 62) return <Text style={{ left: `${end}%` }}>{text}</Text>;
  if (span.left > 38) return <Text style={{ right: `${100 - span.left}%` }}>{text}</Text>;
  return (
    <Text inside style={{ right: `${100 - end}%` }}>
      {text}
    </Text>
  );
}

function Text({ inside, style, children }: { inside?: boolean; style: object; children: string }) {
  return (
    <small className={`waterfall-text${inside ? ' waterfall-text-inside' : ''}`} style={style}>
      {children}
    </small>
  );
}

const percent = ({ left, width }: { left: number; width: number }) => ({
  left: `${left}%`,
  width: `${width}%`,
});
