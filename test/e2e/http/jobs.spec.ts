import request from 'supertest';
import { pendingMetric } from '../../../src/modules/jobs/index.js';
import { aJob } from './arrange.js';
import { type HttpService, startHttpService } from './http-service.js';

describe('jobs over HTTP', () => {
  let service: HttpService;
  beforeEach(async () => {
    service = await startHttpService();
  });
  afterEach(async () => {
    await service.close();
    expect(service.log.errors).toEqual([]);
  });

  const api = () => request(service.server);

  it('starts a backup of stacks without an archive', async () => {
    const plain = await api()
      .post('/api/jobs')
      .send({ stacks: ['blog', '/srv/twin', '/opt/stacks/blog'] });
    expect([plain.status, plain.body]).toEqual([202, { job_id: 1, status: 'queued' }]);
    expect(plain.headers['location']).toBe('/api/jobs/1');
    expect(await service.twins.jobs.findById(1)).toMatchObject({
      archiveId: null,
      dryRun: false,
      triggeredBy: 'api',
      plan: {
        archiveName: 'adhoc',
        stacks: ['/opt/stacks/blog', '/srv/twin'],
        stopContainers: true,
        includeData: true,
        outputFormat: 'tar.zst',
        compressionLevel: null,
      },
    });
    const chosen = {
      stop_containers: false,
      include_data: false,
      output_format: 'tar.gz',
      compression_level: 1,
    };
    await api()
      .post('/api/jobs')
      .send({ stacks: ['wiki'], ...chosen, dry_run: true });
    expect(await service.twins.jobs.findById(2)).toMatchObject({
      dryRun: true,
      plan: { stopContainers: false, includeData: false, outputFormat: 'tar.gz', compressionLevel: 1 },
    });
  });

  it('lists newest first, page by page, by every filter', async () => {
    for (let count = 0; count < 5; count += 1)
      await api()
        .post('/api/jobs')
        .send({ stacks: ['blog'] });
    await api().post('/api/jobs/2/cancel').expect(202, { job_id: 2, status: 'cancelled' });
    const page = async (query: string): Promise<[number[], number | null]> => {
      const { body } = await api().get(`/api/jobs?${query}`).expect(200);
      return [(body.jobs as { id: number }[]).map((job) => job.id), body.next_cursor];
    };
    expect(await page('')).toEqual([[5, 4, 3, 2, 1], null]);
    expect(await page('limit=2')).toEqual([[5, 4], 4]);
    expect(await page('limit=2&cursor=4')).toEqual([[3, 2], 2]);
    expect(await page('limit=2&cursor=2')).toEqual([[1], null]);
    expect(await page('status=cancelled&type=archive')).toEqual([[2], null]);
    expect(await page('archive_id=1')).toEqual([[], null]);
  });

  it('shows a job with its progress and metrics', async () => {
    const { jobs } = service.twins;
    const { id } = await aJob(service.twins);
    await jobs.saveProgress(id, {
      ...({
        phase: 'stacks',
        stackPath: '/opt/stacks/blog',
        stacksDone: 0,
        stacksTotal: 1,
        files: 3,
      } as const),
      ...{ bytesRead: 5, bytesWritten: 4, filesExpected: 9, bytesExpected: null, bytesPerSecond: 1.5 },
      ...{ secondsLeft: null, downSince: new Date(0) },
    });
    await jobs.saveMetric(id, {
      ...pendingMetric('blog', '/opt/stacks/blog'),
      ...({ status: 'failed', wasRunning: true, runningAgain: true, downtimeMs: 12, error: 'no' } as const),
    });
    const { body } = await api().get(`/api/jobs/${id}`);
    expect(body).toEqual({
      job: {
        ...{ id, type: 'archive', archive_id: null, status: 'running', triggered_by: 'api', dry_run: false },
        ...{
          queued_at: '2026-06-01T03:00:00.000Z',
          started_at: '2026-06-01T03:00:01.000Z',
          finished_at: null,
        },
        ...{ duration_seconds: null, total_size_bytes: null, reclaimed_bytes: null, error: null },
        progress: {
          ...{ phase: 'stacks', stack_path: '/opt/stacks/blog', stacks_done: 0, stacks_total: 1, files: 3 },
          ...{ bytes_read: 5, bytes_written: 4, files_expected: 9, bytes_expected: null },
          ...{ bytes_per_second: 1.5, seconds_left: null, down_since: '1970-01-01T00:00:00.000Z' },
        },
      },
      metrics: [
        {
          ...{ stack_name: 'blog', stack_path: '/opt/stacks/blog', status: 'failed', was_running: true },
          ...{ running_again: true, backup_id: null, archive_path: null, archive_size_bytes: null },
          ...{ duration_seconds: null, downtime_ms: 12, warnings: [], error: 'no' },
        },
      ],
    });
    const finishedAt = new Date('2026-06-01T03:00:03.500Z');
    const error = { code: 'X', message: 'y' };
    await jobs.finish(id, 'w', { status: 'failed', finishedAt, totalSizeBytes: 0, error });
    const { job } = (await api().get(`/api/jobs/${id}`)).body;
    expect(job).toMatchObject({ status: 'failed', duration_seconds: 2.5, total_size_bytes: 0, error });
  });

  it('lists stacks with what runs of them', async () => {
    const { body } = await api().get('/api/stacks').expect(200);
    expect(body.warnings).toEqual([]);
    expect((body.stacks as { path: string }[]).map((stack) => stack.path)).toEqual([
      ...['/opt/stacks/blog', '/opt/stacks/twin', '/opt/stacks/wiki', '/srv/twin'],
    ]);
    expect(body.stacks[2]).toEqual({
      ...{ name: 'wiki', path: '/opt/stacks/wiki', root: '/opt/stacks', kind: 'nested', project: 'wiki' },
      ...{ state: 'stopped', is_self: false, skip_stop: true, mounts: [] },
      services: [{ name: 'web', state: 'not_created', health: 'none', image: 'nginx:1', container_id: null }],
    });
    service.twins.runtime.setOutage('gone');
    const blind = (await api().get('/api/stacks').expect(200)).body;
    expect(blind.stacks[0].state).toBe('unknown');
    expect(blind.warnings).toEqual([
      { code: 'engine_unreachable', message: expect.stringContaining('gone') },
    ]);
  });
});
