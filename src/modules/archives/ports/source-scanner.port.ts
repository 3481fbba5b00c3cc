import type { SourceSize } from '../domain/progress.js';

export abstract class SourceScanner {
  /** Counts files and their sizes; null when it took too long, was aborted, or cannot be read. Never rejects. */
  abstract measure(stackPath: string, signal: AbortSignal): Promise<SourceSize | null>;
}
