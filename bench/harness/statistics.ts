/**
 * The value below which `fraction` of the samples lie, the nearest one that was measured; NaN of none.
 * @example percentile([3, 1, 2], 0.5) // 2
 */
export function percentile(samples: readonly number[], fraction: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Rounds to what a reader can use: three digits, or whole from a hundred on. */
export function readable(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
