import { clearLine, cursorTo } from 'node:readline';
import { LOG_LEVELS, type LogLevel } from '../../../kernel/activity-log.js';
import { type Job, type LogLine, logLineText } from '../../../modules/jobs/index.js';
import { progressLine } from './progress-line.js';

/** Shows a job while it runs. */
export interface JobView {
  line(line: LogLine): void;
  job(job: Job): void;
  /** Something that is not in the log. */
  say(text: string): void;
  end(): void;
}

interface LogStyle {
  readonly timeZone: string;
  /** The least important level that is shown. */
  readonly from: LogLevel;
}

const isShown = ({ level }: LogLine, from: LogLevel): boolean =>
  LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(from);

/** One line for each line of the log, without control characters. */
export class PlainJobView implements JobView {
  constructor(
    private readonly write: (text: string) => void,
    private readonly style: LogStyle,
  ) {}

  line(line: LogLine): void {
    if (isShown(line, this.style.from)) this.write(logLineText(line, this.style.timeZone));
  }

  job(): void {
    // The log tells it.
  }

  say(text: string): void {
    this.write(`${text}\n`);
  }

  end(): void {
    // Nothing is left on the screen.
  }
}

/** The clock of a stack that is down shall not look stuck. */
const REDRAW_EVERY_MS = 250;
/** Of a terminal that does not know its width. */
const USUAL_COLUMNS = 80;

/** A progress bar that is redrawn in place, with what matters of the log above it. */
export class TerminalJobView implements JobView {
  private latest: Job | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly terminal: NodeJS.WriteStream,
    private readonly style: LogStyle,
    private readonly now: () => Date,
  ) {
    this.timer = setInterval(() => this.draw(), REDRAW_EVERY_MS);
  }

  line(line: LogLine): void {
    if (isShown(line, this.style.from)) this.above(logLineText(line, this.style.timeZone));
  }

  job(job: Job): void {
    this.latest = job;
    this.draw();
  }

  say(text: string): void {
    this.above(`${text}\n`);
  }

  end(): void {
    clearInterval(this.timer);
    this.wipe();
  }

  private above(text: string): void {
    this.wipe();
    this.terminal.write(text);
    this.draw();
  }

  private draw(): void {
    if (this.latest === null) return;
    // The last column stays free: a character there makes some terminals begin a new line.
    const text = progressLine(this.latest, this.now(), (this.terminal.columns || USUAL_COLUMNS) - 1);
    this.wipe();
    this.terminal.write(text);
  }

  private wipe(): void {
    cursorTo(this.terminal, 0);
    clearLine(this.terminal, 0);
  }
}
