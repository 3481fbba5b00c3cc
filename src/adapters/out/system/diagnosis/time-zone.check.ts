import { DiagnosticCheck, type Finding, ok } from '../../../../modules/diagnosis/index.js';

/** Names of backups and schedules are in this zone: the operator sees at a glance whether it is theirs. */
export class TimeZoneCheck extends DiagnosticCheck {
  readonly name = 'Time zone';

  constructor(
    private readonly timeZone: string,
    private readonly now: Date,
  ) {
    super();
  }

  async run(): Promise<Finding> {
    const { timeZone, now } = this;
    const time = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(now);
    return ok(`${timeZone}, where it is ${time} (TZ changes it)`);
  }
}
