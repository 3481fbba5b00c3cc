/** Of at least one value. */
export const median = (values: readonly number[]): number => percentile(values, 50);

/** The smallest value that `percent` per cent of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error('There is no value.');
  return found;
}
