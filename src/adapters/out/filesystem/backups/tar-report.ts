import type { ListedFile, Listing } from './read-gauge.js';
import { parseTarLine, unescapeName, type TarLine } from './tar-line.js';

const MOST_KEPT = 1000;
const LAST_WORDS = 20;

/** A list that keeps its first thousand items and counts the rest, so that no stack can fill our memory. */
export class CappedList {
  private readonly kept: string[] = [];
  private dropped = 0;

  add(item: string): void {
    if (this.kept.length < MOST_KEPT) this.kept.push(item);
    else this.dropped += 1;
  }

  get size(): number {
    return this.kept.length + this.dropped;
  }

  get items(): readonly string[] {
    return this.dropped === 0 ? this.kept : [...this.kept, `… and ${this.dropped} more of this kind`];
  }
}

/** The size of a file at this moment; null when it is gone or cannot be told. */
export type SizeNow = (name: string) => Promise<number | null>;

const TRAILER =
  /^(Exiting with failure status|Error is not recoverable|Child returned status|Child died with signal)/;
const UNREADABLE =
  /^(?!.*: Warning: ).*: (Cannot (open|stat|read|readlink|opendir|open directory|savedir|fstat|seek)\b|Read error at byte)/s;
const CHANGED = /^(.*): file changed as we read it$/is;
const SHRANK = /^(.*): File shrank by \d+ bytes?; padding with zeros$/is;
const REMOVED = /^(.*): (File|Directory) removed before we read it$/is;
const HARMLESS = /: (socket|door) ignored$/;

/** Listens to tar while it reads a stack: counts, and sorts what it complains about by what it means to a backup. */
export class TarReport implements Listing {
  files = 0;
  bytesListed = 0;
  current: ListedFile | null = null;
  /** What tar says it has written; null until it has finished. */
  totalBytes: number | null = null;
  readonly warnings = new CappedList();
  readonly unreadable = new CappedList();
  /** Files of which the archive holds something else than what was there before or after. */
  readonly changedSize = new CappedList();
  readonly unknown = new CappedList();
  private readonly words: string[] = [];
  private checks: Promise<void> = Promise.resolve();

  /** `sizeNow`: null when the stack is live, and what changes meanwhile is only worth a warning. */
  constructor(private readonly sizeNow: SizeNow | null) {}

  readonly onLine = (text: string): void => {
    if (text === '') return;
    const line = parseTarLine(text);
    if (line.kind === 'entry') this.count(line);
    else if (line.kind === 'total') this.totalBytes = line.bytes;
    else if (line.kind === 'message') this.understand(line.text);
    else this.remember(line.text);
  };

  /** Resolves when the files that changed have been looked at. */
  async settled(): Promise<void> {
    await this.checks;
  }

  /** The last that was said, for a person. */
  get lastWords(): string {
    return this.words.join('; ');
  }

  private count(entry: TarLine & { kind: 'entry' }): void {
    if (entry.type !== 'd') this.files += 1;
    this.current = entry.type === '-' ? entry : null;
    this.bytesListed += this.current?.size ?? 0;
  }

  private understand(message: string): void {
    if (TRAILER.test(message)) return this.remember(message);
    if (HARMLESS.test(message)) return this.warnings.add(message);
    if (UNREADABLE.test(message)) return this.unreadable.add(message);
    if (this.sawChange(message)) return;
    this.unknown.add(message);
    this.remember(message);
  }

  private sawChange(message: string): boolean {
    const changed = CHANGED.exec(message)?.[1];
    const resized = (SHRANK.exec(message) ?? REMOVED.exec(message))?.[1];
    const name = changed ?? resized;
    if (name === undefined) return false;
    if (this.sizeNow === null) this.warnings.add(message);
    else if (resized !== undefined) this.changedSize.add(resized);
    else this.compareSize(name, message, this.sizeNow);
    return true;
  }

  /** tar lists a file right before it reads it, so the last one listed is the one it complains about. */
  private compareSize(escaped: string, message: string, sizeNow: SizeNow): void {
    const name = unescapeName(escaped);
    const file = this.current;
    if (file?.name !== name) return this.warnings.add(message);
    this.checks = this.checks.then(async () => {
      const now = await sizeNow(name);
      if (now === file.size) this.warnings.add(message);
      else this.changedSize.add(escaped);
    });
  }

  private remember(text: string): void {
    this.words.push(text);
    if (this.words.length > LAST_WORDS) this.words.shift();
  }
}
