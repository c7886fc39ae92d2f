/**
 * What one request spends of the loop that it shares with all the others. A handler runs without a pause; a request of
 * many heavy ones would hold everyone else for as long as all of them take.
 */
export interface Turns {
  /** Operations of handlers since the request last gave way. */
  spent: number;
  /** Work that waits for the request's next turn; undefined while none is due. */
  waiting?: (() => void)[];
  /** Nobody waits for the answer any more: no further handler is called. */
  over: boolean;
}

/** Operations after which a request gives way: some tens of milliseconds of a handler that does nothing else. */
const share = 500_000;

/** Requests that gave way, in the order of their turns. The loop is one, whatever APIs it serves. */
const due: Turns[] = [];

export const newTurns = (): Turns => ({ spent: 0, waiting: undefined, over: false });

/** Whether the next handler has to wait. Most requests never do, and pay for this question alone. */
export const mustWait = ({ spent, waiting, over }: Turns): boolean =>
  spent > share || waiting !== undefined || over;

/**
 * Does the work when it is the request's turn again: after whatever the loop has for others, one turn of one request at
 * a time. A turn goes on until a share is spent. What a request that is over still asks for is never done.
 *
 * @example
 * if (mustWait(run.turns)) return inTurn(run.turns, () => beginStep(call, step));
 */
export function inTurn<T>(turns: Turns, work: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (turns.over) return;
    if (!turns.waiting) {
      turns.waiting = [];
      if (due.push(turns) === 1) setImmediate(serveNext);
    }
    turns.waiting.push(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error as Error);
      }
    });
  });
}

/** Ends the request's turns; what waits is dropped. */
export function endTurns(turns: Turns): void {
  turns.over = true;
  turns.waiting = undefined;
}

function serveNext(): void {
  const turns = due[0]!;
  serve(turns);
  due.shift();
  if (turns.waiting) due.push(turns);
  if (due.length > 0) setImmediate(serveNext);
}

function serve(turns: Turns): void {
  const { waiting } = turns;
  if (!waiting) return;
  turns.spent = 0;
  let done = 0;
  while (done < waiting.length && turns.spent <= share) waiting[done++]!();
  waiting.splice(0, done);
  if (waiting.length === 0) turns.waiting = undefined;
}
