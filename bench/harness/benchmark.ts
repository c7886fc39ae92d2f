/** One thing that is measured. */
export interface Benchmark {
  /** As `npm run bench -- <name>` calls it. */
  readonly name: string;
  /** What it measures, and how, in a sentence or two. */
  readonly about: string;
  run(): Promise<Figure[]>;
}

/** One number that came out. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What else is needed to read it. */
  readonly note?: string;
}
