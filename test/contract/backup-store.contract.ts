import {
  OUTPUT_FORMATS,
  type BackupStore,
  type BackupTarget,
  type CaptureRequest,
} from '../../src/modules/archives/index.js';
import type { WriteProgress } from '../../src/modules/archives/index.js';
import { aManifest } from '../support/builders/a-manifest.js';
import { RecordedLog } from '../support/recorded-log.js';

export interface BackupStoreHarness {
  readonly store: BackupStore;
  /** A stack with a few files. */
  readonly stackPath: string;
  close(): Promise<void>;
}

const AT = new Date('2026-03-04T05:06:07Z');
const ASKED = { archiveName: 'nightly', stackLabel: 'web', at: AT } as const;

/** What every BackupStore does. */
export function backupStoreContract(open: () => Promise<BackupStoreHarness>): void {
  let harness: BackupStoreHarness;
  let store: BackupStore;
  beforeEach(async () => {
    harness = await open();
    store = harness.store;
    await store.ensureWritable();
  });
  afterEach(() => harness.close());

  const request = (target: BackupTarget, changes: Partial<CaptureRequest> = {}): CaptureRequest => ({
    target,
    stackPath: harness.stackPath,
    only: null,
    compressionLevel: null,
    live: false,
    stackIsDown: false,
    log: new RecordedLog(),
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  });

  describe.each(OUTPUT_FORMATS)('%s', (format) => {
    const choose = (): Promise<BackupTarget> => store.chooseTarget({ ...ASKED, format });

    it('is known again after a crash once it is published, and only by its own job', async () => {
      const target = await choose();
      const captured = await store.capture(request(target));
      const manifest = aManifest({ format, jobId: 7, ...(await store.seal(captured)) });
      await store.publish(captured, manifest);
      expect(await store.settle(target, 7)).toEqual(manifest);
      expect(await store.settle(target, 8)).toBeNull();
    });

    it('never takes a place that is taken', async () => {
      const target = await choose();
      expect(await choose()).toEqual(target);
      const captured = await store.capture(request(target));
      const second = await choose();
      expect(second.path).not.toBe(target.path);
      await store.publish(captured, aManifest({ format, ...(await store.seal(captured)) }));
      expect((await choose()).path).toBe(second.path);
    });

    it('is not there before it is published, nor after it was discarded', async () => {
      const target = await choose();
      await store.capture(request(target));
      expect(await store.settle(target, 7)).toBeNull();
      await store.discard(target);
      expect(await choose()).toEqual(target);
      await store.discard(target);
    });

    it('rejects with the reason of an abort, and keeps its place until it is discarded or settled', async () => {
      const target = await choose();
      await abortedCapture(target);
      expect(await choose()).not.toEqual(target);
      await store.discard(target);
      expect(await choose()).toEqual(target);
      await abortedCapture(target);
      expect(await store.settle(target, 7)).toBeNull();
      expect(await choose()).toEqual(target);
    });

    async function abortedCapture(target: BackupTarget): Promise<void> {
      const controller = new AbortController();
      const reason = new Error('enough');
      const onProgress = (): void => controller.abort(reason);
      const capture = store.capture(request(target, { signal: controller.signal, onProgress }));
      await expect(capture).rejects.toBe(reason);
    }

    it('counts files and bytes, and tells of its progress up to the end', async () => {
      const told: WriteProgress[] = [];
      const onProgress = (progress: WriteProgress): void => void told.push(progress);
      const captured = await store.capture(request(await choose(), { onProgress }));
      expect(captured.fileCount).toBeGreaterThan(0);
      expect(told.at(-1)).toMatchObject({ files: captured.fileCount, bytesRead: captured.sourceBytes });
      await store.discard(captured.target);
    });

    it('cannot be sealed or published after it was discarded', async () => {
      const captured = await store.capture(request(await choose()));
      await store.discard(captured.target);
      await expect(store.seal(captured)).rejects.toThrow();
      await expect(store.publish(captured, aManifest({ format }))).rejects.toThrow();
      expect(await choose()).toEqual(captured.target);
    });

    it('can be written', () => expect(store.ensureFormat(format)).resolves.toBeUndefined());
  });

  it('knows how much space is left', async () => {
    expect(await store.freeBytes()).toBeGreaterThan(0);
  });
}
