interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** As in crontab(5): 0 and 7 are Sunday. */
const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 7, names: WEEKDAYS },
];

/** Why `text` is not a five-field cron expression; null when it is one. */
export function cronProblem(text: string): string | null {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return 'must have five fields: minute, hour, day of month, month, day of week (e.g. "0 3 * * *")';
  }
  for (const [index, field] of FIELDS.entries()) {
    const problem = fieldProblem(parts[index] ?? '', field);
    if (problem !== null) return problem;
  }
  return null;
}

function fieldProblem(text: string, field: Field): string | null {
  for (const item of text.split(',')) {
    const problem = itemProblem(item, field);
    if (problem !== null) return `${field.name} "${text}": ${problem}`;
  }
  return null;
}

/** One of the comma-separated items: `*`, `5`, `1-5`, each with an optional step `/2`. */
function itemProblem(item: string, field: Field): string | null {
  const match = /^(?:(\*)|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i.exec(item);
  if (!match)
    return `"${item}" is not a number, range, list or step (extensions such as L, W, # and ? are not supported)`;
  const [, , first, last, step] = match;
  const ends = [first, last].filter((end) => end !== undefined).map((end) => valueOf(end, field));
  const [from, to] = ends;
  if (ends.some((end) => end === null || end < field.min || end > field.max)) {
    return `"${item}" is outside ${field.min}-${field.max}`;
  }
  if (typeof from === 'number' && typeof to === 'number' && from > to) return `"${item}" runs backwards`;
  if (step !== undefined && Number(step) === 0) return `"${item}" has a step of 0`;
  return null;
}

function valueOf(text: string, field: Field): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const index = (field.names ?? []).indexOf(text.toLowerCase());
  return index === -1 ? null : index + (field.min === 0 ? 0 : 1);
}
