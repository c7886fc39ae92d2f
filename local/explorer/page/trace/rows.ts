import type { Trace, TracedCall, TracedField, TracedStep } from '../../../core/trace.ts';

/** One line of the waterfall: a field, or a function of its pipeline. */
export interface Row {
  readonly key: string;
  readonly label: string;
  /** Beside the label: the field's coordinate, the data source of a function. */
  readonly note: string;
  readonly depth: 0 | 1;
  readonly failed: boolean;
  readonly bars: readonly Bar[];
  /** What stands beside the bars: `Query · 1.2 ms · 4 RCU`. */
  readonly text: string;
  /** From the first bar's begin to the last one's end, in percent. */
  readonly span: Extent;
}

export interface Bar extends Extent {
  readonly key: string;
  readonly phase: TracedStep['phase'];
  readonly step: TracedStep;
}

interface Extent {
  readonly left: number;
  readonly width: number;
}

/** Lays a trace out: fields in the order they began, each pipeline's functions under it. */
export function rowsOf(trace: Trace): Row[] {
  const failed = new Set(
    trace.errors.map((error) => ((error as { path?: (string | number)[] | null }).path ?? []).join('/')),
  );
  const total = Math.max(trace.milliseconds, 0.001);
  const extent = (startedAt: number, milliseconds: number): Extent => {
    const left = Math.min(100, Math.max(0, (startedAt / total) * 100));
    return { left, width: Math.min(100 - left, (milliseconds / total) * 100) };
  };
  const bar = (step: TracedStep, index: number): Bar => ({
    ...extent(step.startedAt, step.milliseconds),
    key: `${index} ${step.phase}`,
    phase: step.phase,
    step,
  });
  const row = (field: TracedField, name: string, steps: readonly TracedStep[], depth: 0 | 1): Row => {
    const begin = Math.min(...steps.map(({ startedAt }) => startedAt));
    const end = Math.max(...steps.map(({ startedAt, milliseconds }) => startedAt + milliseconds));
    const path = field.path.join('/');
    return {
      key: `${path} ${name}`,
      label: depth === 0 ? pathText(field.path) : name,
      note: depth === 0 ? field.coordinate : '',
      depth,
      failed: depth === 0 && failed.has(path),
      bars: steps.map(bar),
      text: steps.map(besides).filter(Boolean).join(', '),
      span: extent(begin, end - begin),
    };
  };
  return [...trace.fields]
    .sort((one, other) => one.startedAt - other.startedAt)
    .flatMap((field) => {
      const names = [...new Set(field.steps.map(({ name }) => name))];
      const functions = names.filter((name) => name !== field.coordinate);
      const own = field.steps.filter(({ name }) => name === field.coordinate);
      const whole = row(field, field.coordinate, field.steps, 0);
      return [
        { ...whole, bars: own.map(bar), text: own.map(besides).filter(Boolean).join(', ') },
        ...functions.map((name) =>
          row(
            field,
            name,
            field.steps.filter((step) => step.name === name),
            1,
          ),
        ),
      ];
    });
}

function pathText(path: readonly (string | number)[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index ? `.${key}` : key)).join('');
}

function besides({ phase, calls, milliseconds }: TracedStep): string {
  if (phase === 'cache') return 'from the cache';
  if (phase !== 'dataSource' || !calls?.length) return '';
  const names = [...new Set(calls.map(({ operation }) => operation))].join(', ');
  const units = calls.map(unitsText).filter(Boolean).join(' + ');
  return [names, duration(milliseconds), units].filter(Boolean).join(' · ');
}

/** `0.5 RCU`, `2 WCU`; empty where none were told. */
export function unitsText({ capacity }: Pick<TracedCall, 'capacity'>): string {
  if (!capacity) return '';
  return capacity.read > 0 ? `${capacity.read} RCU` : capacity.write > 0 ? `${capacity.write} WCU` : '';
}

/** `840 µs`, `1.24 ms`, `31 ms`, `2.1 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 0.9995) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 10) return `${milliseconds.toFixed(2)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** What a million such requests cost: a single one's price is too small a number to read. */
export function perMillion(dollars: number): string {
  const whole = dollars * 1e6;
  return `$${whole < 100 ? whole.toFixed(2) : Math.round(whole).toLocaleString('en')} per million`;
}
