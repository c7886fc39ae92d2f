import { useEffect, useRef, useState } from 'react';
import type { RunView, StateNode, VisitView } from '../../../core/inspection.ts';
import { boxHeight, boxWidth, type Box, type Line, type Picture } from './layout.ts';
import { labelOf, lineOf, shortened, takenWays } from './lines.ts';
import { moodOf, signs, spoken } from './words.ts';

const smallest = 0.55;

/** The states of a run, coloured by how they ended, and the ways it took. */
export function Graph(props: {
  run: RunView;
  picture: Picture;
  chosen?: string;
  linkTo(state: string): string;
}) {
  const { run, picture, chosen } = props;
  const { width, height, boxes, lines } = picture;
  const [frame, scale] = useScale(picture);
  const taken = takenWays(run);
  const nodes = new Map(run.graph.states.map((node) => [node.name, node]));
  const drawn = [...lines].sort((one, other) => Number(taken.has(one.way)) - Number(taken.has(other.way)));
  return (
    <div className="graph" ref={frame}>
      <svg width={width * scale} height={height * scale} viewBox={`0 0 ${width} ${height}`}>
        <defs>
          {['way', 'taken'].map((kind) => (
            <marker
              key={kind}
              id={`arrow-${kind}`}
              className={`arrow arrow-${kind}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0.5 8 4 0 7.5z" />
            </marker>
          ))}
        </defs>
        {drawn.map((line, index) => (
          <Way key={index} line={line} taken={taken.has(line.way)} />
        ))}
        {boxes.map((box) => (
          <State
            key={box.name}
            box={box}
            node={nodes.get(box.name)!}
            visits={run.visits.filter(({ name }) => name === box.name)}
            start={box.name === run.graph.startAt}
            chosen={box.name === chosen}
            href={props.linkTo(box.name)}
          />
        ))}
        {drawn.map((line, index) => (
          <Label key={index} line={line} taken={taken.has(line.way)} />
        ))}
      </svg>
    </div>
  );
}

function Way({ line, taken }: { line: Line; taken: boolean }) {
  const kind = taken ? 'taken' : 'way';
  return (
    <path
      className={`way way-${line.way.kind}${taken ? ' way-taken' : ''}`}
      d={lineOf(line.points)}
      markerEnd={`url(#arrow-${kind})`}
    />
  );
}

/** Near the end of its way, where the ways of one state have parted. */
function Label({ line: { way, points }, taken }: { line: Line; taken: boolean }) {
  const text = labelOf(way);
  if (text === '') return null;
  const [from, to] = [points[0]!, points[1]!];
  return (
    <text
      className={`way-label${taken ? ' way-label-taken' : ''}`}
      x={from.x + (to.x - from.x) * 0.78}
      y={from.y + (to.y - from.y) * 0.66}
      textAnchor="middle"
    >
      <title>{way.label ?? text}</title>
      {text}
    </text>
  );
}

function State(props: {
  box: Box;
  node: StateNode;
  visits: readonly VisitView[];
  start: boolean;
  chosen: boolean;
  href: string;
}) {
  const { box, node, visits, start, chosen, href } = props;
  const last = visits.at(-1);
  const status = last?.status ?? 'not entered';
  const mood = moodOf(status);
  const note = [
    node.type === 'Task' ? node.note : [node.type, node.note].filter(Boolean).join(' '),
    marksOf(visits),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <g transform={`translate(${box.x - boxWidth / 2} ${box.y - boxHeight / 2})`}>
      <a
        href={href}
        className={`state state-${last ? mood : 'unseen'}${last?.status === 'running' ? ' state-running' : ''}`}
        aria-label={`${node.name}: ${spoken(status)}`}
        aria-current={chosen || undefined}
      >
        <title>{node.name}</title>
        {(node.type === 'Parallel' || node.type === 'Map') && (
          <rect className="state-behind" x="5" y="-5" width={boxWidth} height={boxHeight} rx="9" />
        )}
        <rect
          className="state-box"
          width={boxWidth}
          height={boxHeight}
          rx={node.type === 'Succeed' || node.type === 'Fail' ? boxHeight / 2 : 9}
        />
        {start && <circle className="state-start" cx={boxWidth / 2} cy="-9" r="5" />}
        <text className="state-name" x={boxWidth / 2} y="20" textAnchor="middle">
          {last && <tspan className="state-sign">{signs[mood]} </tspan>}
          {shortened(node.name, 21)}
        </text>
        <text className="state-note" x={boxWidth / 2} y="36" textAnchor="middle">
          {shortened(note, 30)}
        </text>
      </a>
    </g>
  );
}

function marksOf(visits: readonly VisitView[]): string {
  const retries = visits.reduce((sum, visit) => sum + visit.retries, 0);
  return [visits.length > 1 ? `×${visits.length}` : '', retries > 0 ? `↻${retries}` : '']
    .filter(Boolean)
    .join(' ');
}

/** As large as fits the frame, within what can be read. */
function useScale({ width, height }: Picture) {
  const frame = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width: wide, height: high } = entry!.contentRect;
      setScale(Math.max(smallest, Math.min(1, wide / width, high / height)));
    });
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [width, height]);
  return [frame, scale] as const;
}
