import type { Metrics, MetricSeries } from '../core/metrics.ts';

/** What is counted of functions. */
export interface FunctionMetrics {
  /** Counts an invocation that ran, as an error or, with 0, as none. */
  invoked(functionName: string, milliseconds: number, failed: boolean): void;
  /** Runs `work`, and counts it when Lambda had no room for it. */
  throttles<T>(functionName: string, work: () => Promise<T>): Promise<T>;
  /** How old the last record of a batch was when the function got it. */
  iteratorAge(functionName: string, milliseconds: number): void;
}

const units = {
  Invocations: 'Count',
  Errors: 'Count',
  Throttles: 'Count',
  Duration: 'Milliseconds',
  IteratorAge: 'Milliseconds',
} as const;
type Name = keyof typeof units;

/** Metrics of AWS/Lambda by the function's name (Lambda Developer Guide, "Types of metrics for Lambda functions"). */
export function createFunctionMetrics(metrics: Metrics): FunctionMetrics {
  const known = new Map<string, Record<Name, MetricSeries>>();
  const of = (functionName: string): Record<Name, MetricSeries> => {
    let series = known.get(functionName);
    if (!series) {
      const named = (name: Name) =>
        metrics.series({
          namespace: 'AWS/Lambda',
          name,
          dimensions: { FunctionName: functionName },
          unit: units[name],
        });
      series = {
        Invocations: named('Invocations'),
        Errors: named('Errors'),
        Throttles: named('Throttles'),
        Duration: named('Duration'),
        IteratorAge: named('IteratorAge'),
      };
      known.set(functionName, series);
    }
    return series;
  };
  return {
    invoked(functionName, milliseconds, failed) {
      const { Invocations, Errors, Throttles, Duration } = of(functionName);
      Invocations.add(1);
      Errors.add(failed ? 1 : 0);
      Throttles.add(0);
      Duration.add(milliseconds);
    },
    async throttles(functionName, work) {
      try {
        return await work();
      } catch (error) {
        if ((error as Error).name === 'TooManyRequestsException') of(functionName).Throttles.add(1);
        throw error;
      }
    },
    iteratorAge: (functionName, milliseconds) => of(functionName).IteratorAge.add(milliseconds),
  };
}
