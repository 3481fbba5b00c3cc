import type { Clock } from '../../../kernel/clock.port.js';
import { messageOf } from '../../../kernel/errors.js';
import { type Finding, type NamedFinding, problem } from '../domain/finding.js';
import type { DiagnosticCheck } from '../ports/diagnostic-check.port.js';

const LONGEST_CHECK_MS = 10_000;

/** Runs all checks at once. Needs no database and no engine: it is for installations in which these are broken. */
export class Diagnose {
  constructor(
    private readonly checks: readonly DiagnosticCheck[],
    private readonly clock: Clock,
  ) {}

  /** One finding for each check, in the order of the checks. Never rejects; a check that hangs is a problem after 10 s. */
  execute(): Promise<readonly NamedFinding[]> {
    return Promise.all(
      this.checks.map(async (check) => ({ name: check.name, ...(await this.findingOf(check)) })),
    );
  }

  private async findingOf(check: DiagnosticCheck): Promise<Finding> {
    const answered = new AbortController();
    const tooLong = this.clock.pause(LONGEST_CHECK_MS, answered.signal).then(() => HANGS);
    try {
      return await Promise.race([check.run(), tooLong]);
    } catch (error) {
      return problem(`the check failed: ${messageOf(error)}`, 'This is unexpected: please report it.');
    } finally {
      answered.abort();
    }
  }
}

const HANGS = problem(
  `no answer within ${LONGEST_CHECK_MS / 1000} s`,
  'Something hangs: a disk or network mount that does not answer, or a service that is stuck.',
);
