import type { TracedCall, TracedStep } from '../../../core/trace.ts';
import { Json } from './json.tsx';
import { duration, perMillion, unitsText } from './rows.ts';

/** What went into a step and what came out; of a data source what was sent to the service behind it. */
export function Details({ step }: { step: TracedStep }) {
  const { name, phase, milliseconds, calls = [] } = step;
  const handler = phase === 'request' || phase === 'response';
  return (
    <section className="details" aria-label={`${name} ${phase}`}>
      <h3>
        {name} <small>{handler ? `${phase} handler` : phase === 'cache' ? 'cache' : 'data source'}</small>
        <small className="details-time">{duration(milliseconds)}</small>
      </h3>
      {calls.length === 0 ? (
        <>
          <Part title={handler ? 'ctx' : 'Request'} value={step.input} />
          <Part title={handler ? 'Left behind' : 'Answer'} value={step.output} />
        </>
      ) : (
        calls.map((call, index) => <Call key={index} call={call} />)
      )}
    </section>
  );
}

function Call({ call }: { call: TracedCall }) {
  const facts = [
    duration(call.milliseconds),
    unitsText(call),
    call.cost === undefined ? '' : perMillion(call.cost),
  ];
  return (
    <>
      <h4>
        {call.service} {call.operation} <small>{facts.filter(Boolean).join(' · ')}</small>
      </h4>
      <Part title="Request" value={call.request} />
      <Part title="Answer" value={call.answer} />
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
