import type { NewLogLine } from './log-line.js';

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** `2026-03-04 05:06:07 WARNING [photos] text`: one line, whatever the text contains, in local time. */
export function logLineText({ time, level, stack, text }: NewLogLine, timeZone: string): string {
  const origin = stack === null ? '' : `[${printable(stack)}] `;
  return `${localTime(time, timeZone)} ${level.padEnd(7)} ${origin}${printable(text)}\n`;
}

/** Control and invisible characters spelt out: nobody forges a line or drives a terminal with a file's name. */
const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

const formats = new Map<string, Intl.DateTimeFormat>();

/** Swedish writes dates as ISO 8601 does. */
function localTime(time: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  const format =
    known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  if (!known) formats.set(timeZone, format);
  return format.format(time);
}
