import type { OutputFormat } from './output-format.js';

export const MANIFEST_VERSION = 1;

export interface ManifestContainer {
  readonly name: string;
  readonly service: string;
  readonly image: string;
  /** `sha256:…` of the image it ran, as the engine counts. */
  readonly imageId: string;
  /** What a registry gives that image again for, e.g. `nginx@sha256:…`; null for one that was built here. */
  readonly imageDigest: string | null;
  readonly state: string;
}

/** What is written beside each backup, enough to know it again without any database. */
export interface Manifest {
  readonly version: typeof MANIFEST_VERSION;
  readonly jobId: number;
  /** Null for an ad-hoc backup. */
  readonly archiveId: number | null;
  readonly archiveName: string;
  readonly stackName: string;
  readonly stackPath: string;
  readonly project: string;
  readonly createdAt: Date;
  readonly format: OutputFormat;
  /** False: only compose files and what they refer to. */
  readonly includeData: boolean;
  /** Size of the backup on disk: the file, or the sum of the folder's file sizes. */
  readonly bytes: number;
  /** Lower-case hex. Of the file; of a folder, of its canonical listing (see TreeDigest). */
  readonly sha256: string;
  readonly fileCount: number;
  /** Sum of the sizes of the regular files read. */
  readonly sourceBytes: number;
  /** Null when nothing was stopped. */
  readonly downtimeMs: number | null;
  readonly containers: readonly ManifestContainer[];
  /** SHA-256 over the stack's compose files, overrides and env files; null when unreadable. */
  readonly composeConfigHash: string | null;
  readonly warnings: readonly string[];
}
