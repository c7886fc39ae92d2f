/** The one place from which the local cloud reads time. Tests and fault injection replace it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The same time with its fractions of a millisecond, for durations. Absent: `now` is fine enough. */
  precise?(): number;
  /** Runs `callback` once after `milliseconds`; the returned function cancels it. Never keeps the process alive. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  precise: () => performance.timeOrigin + performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private current: number;
  private waiting: { at: number; callback: () => void }[] = [];

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.current = start;
  }

  now(): number {
    return this.current;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const entry = { at: this.current + milliseconds, callback };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  }

  /** Moves time forward and runs, in order, whatever falls due on the way. */
  advance(milliseconds: number): void {
    const target = this.current + milliseconds;
    for (;;) {
      const due = this.waiting.filter((entry) => entry.at <= target).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.waiting = this.waiting.filter((entry) => entry !== due);
      this.current = Math.max(this.current, due.at);
      due.callback();
    }
    this.current = target;
  }
}
