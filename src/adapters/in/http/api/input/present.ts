type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what was left out, so that it can be spread over defaults. */
export function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
