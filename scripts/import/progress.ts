import { SingleBar } from 'cli-progress';

/** Shows how far an import is. */
export interface Progress {
  rows(done: number): void;
  /** Says something without disturbing the bar. */
  say(text: string): void;
  end(): void;
}

const linesEvery = 500;

/**
 * A bar on a terminal; elsewhere (a log, a pipe) a plain line every 500 rows.
 *
 * @param total - the number of rows when it is known, so that the bar has an end.
 */
export function createProgress(
  total: number | undefined,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  return stream.isTTY ? bar(total, stream) : plainLines(total, stream);
}

function bar(total: number | undefined, stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    stream,
    hideCursor: true,
    clearOnComplete: true,
    format: total
      ? '  {bar} {percentage}% | {value} of {total} products | {eta_formatted} left'
      : '  {value} products | {duration_formatted}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  bar.start(total ?? 0, 0);
  return {
    rows: (done) => bar.update(done),
    say(text) {
      // Back to the line's start and clear it; the bar draws itself anew at its next tick.
      stream.write(`\r\u001b[K${text}\n`);
    },
    end: () => bar.stop(),
  };
}

function plainLines(total: number | undefined, stream: NodeJS.WriteStream): Progress {
  let next = linesEvery;
  return {
    rows(done) {
      if (done < next) return;
      stream.write(`${done}${total ? ` of ${total}` : ''} products\n`);
      next = done - (done % linesEvery) + linesEvery;
    },
    say: (text) => void stream.write(`${text}\n`),
    end: () => {},
  };
}
