import { stripVTControlCharacters } from 'node:util';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import type { OnOutput } from './run-group.js';

/** How far a layer is: Compose prints this many times a second. */
const PROGRESS =
  /\s(Downloading|Extracting|Verifying Checksum|Pulling fs layer|Waiting|Download complete)\b.*$/;

/** What Compose prints, line by line in the log. */
export class ComposeOutput {
  private last = '';
  private readonly open = { stdout: '', stderr: '' };

  constructor(
    private readonly log: ActivityLog,
    /** Called for anything that is printed, progress too. */
    private readonly onSign: () => void = () => undefined,
  ) {}

  readonly add: OnOutput = (stream, text) => {
    this.onSign();
    const lines = (this.open[stream] + text).split(/\r\n|\r|\n/);
    this.open[stream] = lines.pop() ?? '';
    lines.forEach((line) => this.take(line));
  };

  /** Takes lines without an end too. */
  finish(): void {
    this.take(this.open.stdout);
    this.take(this.open.stderr);
    this.open.stdout = this.open.stderr = '';
  }

  /** Where Compose says why it failed. */
  get lastLine(): string {
    return this.last;
  }

  private take(raw: string): void {
    const line = stripVTControlCharacters(raw).trim();
    if (line === '' || PROGRESS.test(line)) return;
    this.log.write('INFO', line);
    this.last = line;
  }
}
