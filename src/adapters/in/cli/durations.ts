const MINUTE = 60;
const HOUR = 3600;

/** 75 → `1:15`, 3725 → `1:02:05`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number): string => String(part).padStart(2, '0');
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (whole < HOUR) return `${minutes}:${two(whole % MINUTE)}`;
  return `${Math.floor(whole / HOUR)}:${two(minutes)}:${two(whole % MINUTE)}`;
}

/** `2026-03-04 05:06:07`; Swedish writes dates as ISO 8601 does. */
export const localTime = (time: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(time);

/** Null while it has not started. */
export function secondsBetween(started: Date | null, ended: Date | null, now: Date): number | null {
  return started && ((ended ?? now).getTime() - started.getTime()) / 1000;
}
