import type { Figure, Findings } from './figure.js';

const COLUMNS = ['figure', 'ours', 'plain', 'ratio', 'target', 'met'];

/** The results for people: one table, and how each figure came about. */
export function composeReport(machine: readonly string[], findings: readonly Findings[], at: Date): string {
  return [
    '# Results of the measurements',
    '',
    `Written by \`npm run bench\` on ${at.toISOString().slice(0, 10)}, in one run. Do not edit.`,
    '',
    ...machine.map((fact) => `- ${fact}`),
    '',
    row(COLUMNS),
    row(COLUMNS.map(() => '---')),
    ...findings.flatMap(({ title, figures }) => figures.map((figure) => row(cellsOf(title, figure)))),
    '',
    '## How',
    '',
    ...findings.flatMap(({ title, how }) => [`**${title}.** ${how}`, '']),
  ].join('\n');
}

const cellsOf = (title: string, { what, ours, plain, ratio, target, met }: Figure): readonly string[] => [
  `${title}: ${what}`,
  ours,
  plain,
  ratio,
  target,
  met === null ? '' : met ? 'yes' : '**no**',
];

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** Those that miss their target. */
export const missed = (findings: readonly Findings[]): readonly string[] =>
  findings.flatMap(({ title, figures }) =>
    figures.filter(({ met }) => met === false).map(({ what }) => `${title}: ${what}`),
  );
