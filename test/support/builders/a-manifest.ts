import type { Manifest } from '../../../src/modules/archives/index.js';

/** A manifest of the stack "web" in the archive "nightly". */
export const aManifest = (changes: Partial<Manifest> = {}): Manifest => ({
  version: 1,
  jobId: 7,
  archiveId: 3,
  archiveName: 'nightly',
  stackName: 'web',
  stackPath: '/opt/stacks/web',
  project: 'web',
  createdAt: new Date('2026-03-04T05:06:07Z'),
  format: 'tar.zst',
  includeData: true,
  bytes: 0,
  sha256: '0'.repeat(64),
  fileCount: 0,
  sourceBytes: 0,
  downtimeMs: null,
  containers: [
    {
      name: 'web-1',
      service: 'web',
      image: 'nginx',
      imageId: 'sha256:00',
      imageDigest: 'nginx@sha256:01',
      state: 'running',
    },
  ],
  composeConfigHash: null,
  warnings: [],
  ...changes,
});
