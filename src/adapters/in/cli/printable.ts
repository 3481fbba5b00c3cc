const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** From here on a character may take two columns. Counting one too many only shortens a line. */
const FIRST_WIDE = 0x1100;

/** Text from outside without what would drive a terminal or forge a line. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '');

/** As `printable`, for messages of several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');

/** The most columns that this text takes on a terminal. */
export const columnsOf = (text: string): number =>
  Array.from(text).reduce(
    (sum, character) => sum + ((character.codePointAt(0) ?? 0) < FIRST_WIDE ? 1 : 2),
    0,
  );

/** The longest beginning that fits; a tilde stands for what is missing. */
export function fit(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (columnsOf(kept + character) >= columns) break;
    kept += character;
  }
  return columns > 0 ? `${kept}~` : '';
}
