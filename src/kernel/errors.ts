/** Throws nothing, the one, or all of them: no failure hides another. */
export function throwAll(errors: readonly unknown[], summary: string): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, summary);
}

export const reasons = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));

/** The words of any thrown value, with those of every error it carries. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return [error.message, ...error.errors.map(messageOf)].filter((text) => text !== '').join('; ');
  }
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}
