const REPLACEMENT = '\uFFFD';

/** PostgreSQL stores neither NUL nor half a surrogate pair; what programs print may have both. */
export const storableText = (text: string): string =>
  text.replaceAll('\0', REPLACEMENT).replace(/\p{Surrogate}/gu, REPLACEMENT);

export const storableJson = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storableText(part) : part)),
  );
