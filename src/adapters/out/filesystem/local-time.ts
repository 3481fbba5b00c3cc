/** `YYYYMMDD_HHMMSS` as a clock on the wall in `timeZone` shows it. */
export function localStamp(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const day = `${part('year').padStart(4, '0')}${part('month')}${part('day')}`;
  return `${day}_${part('hour')}${part('minute')}${part('second')}`;
}
