/** One metric, as CloudWatch knows it: what is counted, and of what. */
export interface MetricIdentity {
  /** `AWS/AppSync` */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Count`, `Milliseconds`, `Bytes`. @defaultValue None */
  readonly unit?: string;
}

/** Where the values of one metric are added up, by the minute. */
export interface MetricSeries {
  /** @param at - milliseconds since the epoch. @defaultValue now */
  add(value: number, at?: number): void;
}

/** What services tell CloudWatch of themselves. */
export interface Metrics {
  /**
   * The series of a metric. To be found once and kept: adding to it is a few additions.
   *
   * @example
   * const errors = metrics.series({ namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName }, unit: 'Count' });
   * errors.add(1);
   */
  series(metric: MetricIdentity): MetricSeries;
  /**
   * Calls `sample` as each minute ends, for what is measured and not counted; with the moment that its values belong to.
   * @returns what ends it
   */
  eachMinute(sample: (at: number) => void): () => void;
  /** Takes the metrics out of what a function writes to its log, in the embedded metric format. */
  readLog(text: string): void;
}

const nowhere: MetricSeries = { add: () => {} };

/** Where no metrics are kept. */
export const noMetrics: Metrics = {
  series: () => nowhere,
  eachMinute: () => () => {},
  readLog: () => {},
};
