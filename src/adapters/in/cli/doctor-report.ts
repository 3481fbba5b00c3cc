import type { NamedFinding, Verdict } from '../../../modules/diagnosis/index.js';
import { columnsOf, printable } from './printable.js';

const MARKS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', problem: '✗' };
const GAP = 2;

/** One line for each finding; what to do is below it. */
export function doctorReport(findings: readonly NamedFinding[]): string {
  const width = Math.max(0, ...findings.map(({ name }) => columnsOf(name))) + GAP;
  return [...findings.map((finding) => findingReport(finding, width)), '', `${summary(findings)}\n`].join(
    '\n',
  );
}

function findingReport({ name, verdict, detail, remedy }: NamedFinding, width: number): string {
  const indent = ' '.repeat(width + GAP);
  const [first = '', ...more] = detail.split('\n').map(printable);
  const advice = remedy === null ? [] : remedy.split('\n').map((line) => `→ ${printable(line)}`);
  return [
    `${MARKS[verdict]} ${name}${' '.repeat(width - columnsOf(name))}${first}`,
    ...[...more, ...advice].map((line) => `${indent}${line}`),
  ].join('\n');
}

function summary(findings: readonly NamedFinding[]): string {
  const problems = count(findings, 'problem');
  const warnings = count(findings, 'warning');
  if (problems + warnings === 0) return 'All is well.';
  return (
    [counted(problems, 'problem'), counted(warnings, 'warning')].filter((part) => part !== null).join(', ') +
    '.'
  );
}

const count = (findings: readonly NamedFinding[], verdict: Verdict): number =>
  findings.filter((finding) => finding.verdict === verdict).length;

const counted = (number: number, word: string): string | null =>
  number === 0 ? null : `${number} ${word}${number === 1 ? '' : 's'}`;
