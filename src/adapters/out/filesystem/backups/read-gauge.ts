/** A file that tar has listed; the object stands for this one listing of it. */
export interface ListedFile {
  readonly name: string;
  readonly size: number;
}

/** What tar has listed so far. */
export interface Listing {
  /** Sum of the sizes of the files, the one that is being read included. */
  readonly bytesListed: number;
  /** The file that was listed last and may not have been read yet; null when none is being read. */
  readonly current: ListedFile | null;
}

/**
 * How many bytes of a stack tar has read. It lists a file right before it reads it: files listed before the current
 * one count whole, the current one with what tar has read since it was first seen here. Where fewer bytes are read
 * than a file has, as of one with holes, the rest counts once the next file is listed. Never goes back.
 */
export class ReadGauge {
  private current: ListedFile | null = null;
  private consumedBefore = 0;
  private highest = 0;

  /** `consumed`: all that tar has read since it was started; null if nobody can tell, then listed counts as read. */
  bytesRead({ bytesListed, current }: Listing, consumed: number | null): number {
    const unread = current === null || consumed === null ? 0 : this.unreadOf(current, consumed);
    this.highest = Math.max(this.highest, bytesListed - unread);
    return this.highest;
  }

  private unreadOf(current: ListedFile, consumed: number): number {
    if (current !== this.current) {
      this.current = current;
      this.consumedBefore = consumed;
    }
    return Math.max(0, current.size - (consumed - this.consumedBefore));
  }
}
