import { type Job, pendingMetric } from '../../../modules/jobs/index.js';
import type { NamedFinding } from '../../../modules/diagnosis/index.js';
import type { StackOverview } from '../../../modules/stacks/index.js';
import { doctorReport } from './doctor-report.js';
import { jobReport, jobTable } from './job-report.js';
import { stacksTable } from './stacks-report.js';
import { jobOnWire, jsonDocument } from './wire.js';

const at = (time: string): Date => new Date(`2026-03-04T${time}Z`);

const job: Job = {
  id: 7,
  type: 'archive',
  archiveId: null,
  plan: {
    archiveName: 'nightly',
    stacks: ['/opt/photos'],
    stopContainers: true,
    includeData: true,
    outputFormat: 'tar.zst',
    compressionLevel: null,
  },
  status: 'partial',
  triggeredBy: 'cli',
  dryRun: false,
  queuedAt: at('05:06:07'),
  startedAt: at('05:06:08'),
  finishedAt: at('05:07:23'),
  totalSizeBytes: 2048,
  reclaimedBytes: null,
  progress: null,
  error: { code: 'STACKS_NOT_BACKED_UP', message: '1 of 2 stacks were not backed up.' },
  cancelRequestedAt: null,
  workerId: 'secret-worker',
  logFile: '/data/logs/7.log',
};

describe('jobReport', () => {
  const photos = pendingMetric('photos', '/opt/photos');

  it('tells what became of each stack', () => {
    const done = { ...photos, status: 'success', archivePath: '/a/p.tar', archiveSizeBytes: 2048 } as const;
    const wiki = { ...photos, stackName: 'wi\u001bki', status: 'failed', error: 'no\nspace' } as const;
    const metrics = [{ ...done, durationSeconds: 75, downtimeMs: 3_210, runningAgain: true }, wiki];
    expect(jobReport(job, metrics)).toBe(
      '✓ photos: success, 2.0 KiB, in 1:15, down 3.2 s, running again\n' +
        '  /a/p.tar\n' +
        '✗ wiki: failed\n' +
        '  nospace\n' +
        '1 of 2 stacks were not backed up.\n' +
        'Job 7: partial, 2.0 KiB\n',
    );
  });

  it('is loud about a stack that was left down', () => {
    expect(jobReport(job, [{ ...photos, status: 'success', runningAgain: false }])).toContain(
      'NOT RUNNING AS BEFORE',
    );
  });
});

it('jobTable shows times in the configured zone', () => {
  expect(jobTable([job], 'Europe/Berlin', at('06:00:00'))).toBe(
    'ID  STATUS   ARCHIVE  QUEUED               TIME  SIZE     BY\n' +
      '7   partial  nightly  2026-03-04 06:06:07  1:15  2.0 KiB  cli\n',
  );
});

it('a job on the wire has the fields of the API and none of our own affairs', () => {
  const told = JSON.parse(jsonDocument(jobOnWire(job)));
  expect(told).toMatchObject({ id: 7, archive_id: null, triggered_by: 'cli', duration_seconds: 75 });
  expect(told).toMatchObject({ queued_at: '2026-03-04T05:06:07.000Z', total_size_bytes: 2048 });
  expect(Object.keys(told)).not.toContain('worker_id');
});

it('stacksTable marks what is never stopped', () => {
  const overview: StackOverview = {
    stack: {
      name: 'photos',
      path: '/opt/photos',
      root: '/opt',
      kind: 'nested',
      project: 'photos',
      composeFile: '/opt/photos/compose.yaml',
      services: [],
    },
    state: 'running',
    isSelf: true,
    skipStop: true,
    services: [{ name: 'app', state: 'running', health: 'none', image: 'a', containerId: 'c' }],
    mounts: [],
  };
  expect(stacksTable({ stacks: [overview], warnings: [] })).toBe(
    'NAME    STATE                                     SERVICES  PATH\n' +
      'photos  running (this is Stowage, never stopped)  1/1       /opt/photos\n',
  );
});

describe('doctorReport', () => {
  const fine: NamedFinding = { name: 'Tar', verdict: 'ok', detail: '1.34', remedy: null };

  it('puts what to do below what is wrong', () => {
    const broken: NamedFinding = {
      name: 'Engine',
      verdict: 'problem',
      detail: 'gone',
      remedy: 'Start it.\nOr not.',
    };
    const poor: NamedFinding = { name: 'Disk', verdict: 'warning', detail: 'small', remedy: 'Buy one.' };
    expect(doctorReport([fine, broken, poor])).toBe(
      '✓ Tar     1.34\n' +
        '✗ Engine  gone\n' +
        '          → Start it.\n' +
        '          → Or not.\n' +
        '! Disk    small\n' +
        '          → Buy one.\n' +
        '\n' +
        '1 problem, 1 warning.\n',
    );
  });

  it('says so when all is well', () => {
    expect(doctorReport([fine])).toMatch(/\nAll is well\.\n$/);
  });
});
