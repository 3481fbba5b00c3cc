/** An RFC 9457 problem. Details of the failure may stand beside these members, in snake case. */
export interface Problem {
  /** Stable, one for each code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [detail: string]: unknown;
}

export const problem = (
  status: number,
  code: string,
  detail: string,
  details: Readonly<Record<string, unknown>> = {},
): Problem => ({ ...details, type: typeOf(code), title: titleOf(code), status, detail, code });

/** ARCHIVE_BUSY → /problems/archive-busy */
const typeOf = (code: string): string => `/problems/${code.toLowerCase().replaceAll('_', '-')}`;

/** ARCHIVE_BUSY → Archive busy */
const titleOf = (code: string): string =>
  `${code.charAt(0)}${code.slice(1).toLowerCase().replaceAll('_', ' ')}`;
