import './trace.css';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Trace, TraceSummary } from '../../../core/trace.ts';
import type { Watched } from '../connection.ts';
import { Details } from './details.tsx';
import { duration, perMillion, rowsOf } from './rows.ts';
import { readRecent, readTrace, titleOf } from './traces.ts';
import { keyOf, Waterfall } from './waterfall.tsx';

const openAs = 'explorer:trace-open';

/** Under the editors: what the last request did, as a line of figures and, opened, as a waterfall. */
export function TracePanel({ path, last }: { path: string; last: Watched<string | undefined> }) {
  const asked = useSyncExternalStore(last.watch, last.get);
  const [picked, pick] = useState<string>();
  const [trace, setTrace] = useState<Trace>();
  const [recent, setRecent] = useState<readonly TraceSummary[]>([]);
  const [open, setOpen] = useState(() => sessionStorage.getItem(openAs) === 'yes');
  const [chosen, choose] = useState<string>();

  useEffect(() => pick(undefined), [asked]);
  const shown = picked ?? asked;
  useEffect(() => {
    if (shown === undefined) return;
    let wanted = true;
    void readTrace(path, shown).then((found) => {
      if (!wanted || !found) return;
      setTrace(found);
      choose(undefined);
    });
    return () => void (wanted = false);
  }, [path, shown]);

  const rows = useMemo(() => (trace ? rowsOf(trace) : []), [trace]);
  const bars = rows.flatMap((row) => row.bars.map((bar) => ({ ...bar, key: keyOf(row, bar) })));
  // At first the slowest step: it is what one opens the panel for.
  const slowest = bars.reduce<(typeof bars)[number] | undefined>(
    (most, bar) => (most && most.step.milliseconds >= bar.step.milliseconds ? most : bar),
    undefined,
  );
  const step = (bars.find(({ key }) => key === chosen) ?? slowest)?.step;

  function toggle(): void {
    sessionStorage.setItem(openAs, open ? 'no' : 'yes');
    setOpen(!open);
  }

  return (
    <aside className={`trace${open ? ' trace-open' : ''}`} aria-label="Trace">
      <header className="trace-bar">
        <button className="trace-toggle" aria-expanded={open} onClick={toggle}>
          Trace
        </button>
        {trace ? (
          <Figures trace={trace} />
        ) : (
          <span className="trace-hint">Run something to see what it did.</span>
        )}
        <span className="bar-space" />
        <select
          aria-label="Earlier requests"
          value=""
          onFocus={() => void readRecent(path).then(setRecent)}
          onChange={({ target }) => pick(target.value)}
        >
          <option value="">Earlier requests</option>
          {recent.map((summary) => (
            <option key={summary.id} value={summary.id}>
              {`${new Date(summary.startedAt).toLocaleTimeString()}  ${titleOf(summary)}  ${duration(summary.milliseconds)}${summary.errors ? '  ✕' : ''}`}
            </option>
          ))}
        </select>
      </header>
      {open && trace && (
        <div className="trace-body">
          {rows.length > 0 ? (
            <Waterfall trace={trace} rows={rows} chosen={chosen ?? slowest?.key} onChoose={choose} />
          ) : (
            <p className="trace-hint">No resolver was called.</p>
          )}
          {step && <Details step={step} />}
        </div>
      )}
    </aside>
  );
}

function Figures({ trace }: { trace: Trace }) {
  const { operation, totals, fields, errors, milliseconds } = trace;
  const roots = fields.filter(({ path }) => path.length === 1).map(({ path }) => String(path[0]));
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  return (
    <>
      <span className="trace-title">
        <small>{operation.type}</small> {titleOf({ name: operation.name, fields: roots })}
      </span>
      <span className="trace-figure">
        <b>{duration(milliseconds)}</b>
      </span>
      <span className="trace-figure">{plural(totals.resolvers, 'resolver')}</span>
      <span className="trace-figure">{plural(totals.calls, 'call')}</span>
      {totals.readUnits > 0 && <span className="trace-figure">{totals.readUnits} RCU</span>}
      {totals.writeUnits > 0 && <span className="trace-figure">{totals.writeUnits} WCU</span>}
      <span className="trace-figure" title="On AWS, on demand in us-east-1, free tier left out">
        {perMillion(totals.cost)}
      </span>
      {errors.length > 0 && (
        <span className="trace-figure trace-errors">{plural(errors.length, 'error')}</span>
      )}
    </>
  );
}
