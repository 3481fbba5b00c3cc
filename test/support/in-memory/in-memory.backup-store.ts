import {
  BackupStore,
  EXTENSIONS,
  type BackupTarget,
  type CapturedBackup,
  type CaptureRequest,
  type Manifest,
  type OutputFormat,
  type SealedBackup,
  type TargetRequest,
} from '../../../src/modules/archives/index.js';

export type StoreStep = 'capture' | 'seal' | 'publish' | 'discard' | 'settle';

/** Remembers what was captured, sealed and published instead of writing it. */
export class InMemoryBackupStore extends BackupStore {
  /** What was called, with the path it was called for, in order. */
  readonly calls: { readonly step: StoreStep; readonly path: string }[] = [];
  readonly requests: CaptureRequest[] = [];
  /** Path → manifest of all that a reader can see. */
  readonly published = new Map<string, Manifest>();
  /** Paths that have a hidden temporary file. */
  readonly partials = new Set<string>();
  free = 1_000_000_000;
  unusable: Error | null = null;
  readonly unavailable = new Map<OutputFormat, Error>();
  /** What the next captures find. */
  found = { fileCount: 3, sourceBytes: 300, warnings: [] as readonly string[] };
  /** What the next seals find. */
  sealed: SealedBackup = { bytes: 100, sha256: 'a'.repeat(64) };
  private readonly failures = new Map<StoreStep, Error>();
  private gate: Promise<void> | null = null;
  private openGate: () => void = () => undefined;

  failNextCapture(error: Error): void {
    this.failures.set('capture', error);
  }

  failNextSeal(error: Error): void {
    this.failures.set('seal', error);
  }

  failNextPublish(error: Error): void {
    this.failures.set('publish', error);
  }

  /** Captures wait until `releaseCaptures`, or until they are aborted. */
  holdCaptures(): void {
    this.gate = new Promise((resolve) => (this.openGate = resolve));
  }

  releaseCaptures(): void {
    this.openGate();
    this.gate = null;
  }

  override chooseTarget(request: TargetRequest): Promise<BackupTarget> {
    const { archiveName, stackLabel, format } = request;
    for (let at = request.at.getTime(); ; at += 1000) {
      const stamp = new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
      const path = `/archives/${archiveName}/${stackLabel}/${stamp}_${stackLabel}${EXTENSIONS[format]}`;
      if (!this.published.has(path) && !this.partials.has(path)) return Promise.resolve({ path, format });
    }
  }

  override async capture(request: CaptureRequest): Promise<CapturedBackup> {
    request.signal.throwIfAborted();
    const { target } = request;
    this.requests.push(request);
    this.note('capture', target);
    this.partials.add(target.path);
    request.onProgress({ files: 0, bytesRead: 0, bytesWritten: 0 });
    await this.released(request.signal);
    this.failIfAsked('capture');
    const { fileCount, sourceBytes } = this.found;
    request.onProgress({ files: fileCount, bytesRead: sourceBytes, bytesWritten: this.sealed.bytes });
    this.found.warnings.forEach((warning) => request.log.write('WARNING', warning));
    return { target, ...this.found };
  }

  override async seal({ target }: CapturedBackup): Promise<SealedBackup> {
    this.note('seal', target);
    return this.allOrNothing(target, () => {
      this.failIfAsked('seal');
      return this.sealed;
    });
  }

  override async publish({ target }: CapturedBackup, manifest: Manifest): Promise<void> {
    this.note('publish', target);
    await this.allOrNothing(target, () => {
      this.failIfAsked('publish');
      this.published.set(target.path, manifest);
      this.partials.delete(target.path);
    });
  }

  override discard(target: BackupTarget): Promise<void> {
    this.note('discard', target);
    this.partials.delete(target.path);
    return Promise.resolve();
  }

  override settle(target: BackupTarget, jobId: number): Promise<Manifest | null> {
    this.note('settle', target);
    this.partials.delete(target.path);
    const manifest = this.published.get(target.path);
    return Promise.resolve(manifest?.jobId === jobId ? manifest : null);
  }

  override freeBytes(): Promise<number> {
    return this.unusable === null ? Promise.resolve(this.free) : Promise.reject(this.unusable);
  }

  override ensureWritable(): Promise<void> {
    return this.unusable === null ? Promise.resolve() : Promise.reject(this.unusable);
  }

  override ensureFormat(format: OutputFormat): Promise<void> {
    const missing = this.unavailable.get(format);
    return missing === undefined ? Promise.resolve() : Promise.reject(missing);
  }

  private note(step: StoreStep, { path }: BackupTarget): void {
    this.calls.push({ step, path });
  }

  private async released(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    if (this.gate !== null) await Promise.race([this.gate, aborted]);
    signal.throwIfAborted();
  }

  private failIfAsked(step: StoreStep): void {
    const failure = this.failures.get(step);
    this.failures.delete(step);
    if (failure !== undefined) throw failure;
  }

  /** Rejects, also when the capture is not there any more, and leaves nothing. */
  private async allOrNothing<T>({ path }: BackupTarget, work: () => T): Promise<T> {
    if (!this.partials.has(path)) throw new Error(`${path} was not captured, or was discarded`);
    try {
      return await Promise.resolve().then(work);
    } catch (error) {
      this.partials.delete(path);
      throw error;
    }
  }
}
