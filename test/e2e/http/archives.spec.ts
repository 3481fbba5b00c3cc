import request from 'supertest';
import { type HttpService, startHttpService } from './http-service.js';

describe('archives over HTTP', () => {
  let service: HttpService;
  beforeEach(async () => {
    service = await startHttpService();
  });
  afterEach(() => service.close());

  const api = () => request(service.server);
  const create = (body: object) => api().post('/api/archives').send(body);

  it('creates with defaults, from names and paths', async () => {
    const created = await create({ name: 'nightly', stacks: ['blog', '/opt/stacks/wiki', '/srv/twin'] });
    expect(created.status).toBe(201);
    expect(created.headers['location']).toBe('/api/archives/1');
    expect(created.body).toEqual({
      id: 1,
      name: 'nightly',
      stacks: ['/opt/stacks/blog', '/opt/stacks/wiki', '/srv/twin'],
      stop_containers: true,
      include_data: true,
      output_format: 'tar.zst',
      compression_level: null,
      schedule_enabled: false,
      schedule_cron: '0 3 * * *',
      retention: {
        keep_last: 1,
        keep_days: 7,
        keep_weeks: 4,
        keep_months: 6,
        keep_years: 2,
        one_per_day: false,
      },
      next_run_at: null,
      last_job: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: expect.any(String),
    });
    expect((await api().get('/api/archives/1')).body).toEqual(created.body);
    expect((await api().get('/api/archives')).body).toEqual({ archives: [created.body] });
  });

  it('takes every field, and part of the retention', async () => {
    const given = {
      name: 'Wöchentlich 日',
      stacks: ['/opt/stacks/blog'],
      stop_containers: false,
      include_data: false,
      output_format: 'tar.gz',
      compression_level: 9,
      schedule_enabled: true,
      schedule_cron: '*/5 1-3 * jan sun',
    };
    const { body } = await create({ ...given, retention: { keep_days: 0, one_per_day: true } });
    expect(body).toMatchObject({
      ...given,
      retention: { keep_last: 1, keep_days: 0, keep_weeks: 4, one_per_day: true },
    });
  });

  it.each([
    ['PATCH', '/api/archives/1'],
    ['POST', '/api/archives/1/edit'],
  ])('%s %s changes what is given and nothing else', async (method, path) => {
    const { body: before } = await create({ name: 'a', stacks: ['blog'], compression_level: 5 });
    const send = (change: object) => (method === 'PATCH' ? api().patch(path) : api().post(path)).send(change);
    const changed = await send({ name: 'b', retention: { keep_weeks: 9 } });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({
      ...before,
      name: 'b',
      retention: { ...before.retention, keep_weeks: 9 },
      updated_at: expect.any(String),
    });
    expect((await send({ compression_level: null })).body).toMatchObject({
      name: 'b',
      compression_level: null,
    });
    expect((await send({})).body).toMatchObject({ name: 'b', stacks: ['/opt/stacks/blog'] });
  });

  it.each([
    ['DELETE', '/api/archives/1'],
    ['POST', '/api/archives/1/delete'],
  ])('%s %s deletes', async (method, path) => {
    await create({ name: 'a', stacks: ['blog'] });
    const send = () => (method === 'DELETE' ? api().delete(path) : api().post(path));
    expect((await send()).status).toBe(204);
    expect((await send()).body).toMatchObject({ status: 404, code: 'ARCHIVE_NOT_FOUND' });
  });

  it('creates by the older path too', async () => {
    const created = await api()
      .post('/api/archives/create')
      .send({ name: 'a', stacks: ['blog'] });
    expect([created.status, created.headers['location']]).toEqual([201, '/api/archives/1']);
  });

  it('shows the newest job of each archive', async () => {
    await create({ name: 'a', stacks: ['blog'] });
    await create({ name: 'b', stacks: ['blog'] });
    const { body: first } = await api().post('/api/archives/1/run');
    await api().post(`/api/jobs/${first.job_id}/cancel`);
    const { body: second } = await api().post('/api/archives/1/dry-run');
    const { body } = await api().get('/api/archives');
    expect((body.archives as { last_job: unknown }[]).map((archive) => archive.last_job)).toEqual([
      { id: second.job_id, status: 'queued', finished_at: null },
      null,
    ]);
  });

  it.each([
    ['run', false],
    ['dry-run', true],
  ])('%s queues one job and refuses a second with its id', async (verb, dryRun) => {
    await create({ name: 'a', stacks: ['blog'] });
    const started = await api().post(`/api/archives/1/${verb}`);
    expect([started.status, started.body]).toEqual([202, { job_id: 1, status: 'queued' }]);
    expect(started.headers['location']).toBe('/api/jobs/1');
    const { body } = await api().get('/api/jobs/1');
    expect(body.job).toMatchObject({ archive_id: 1, dry_run: dryRun, triggered_by: 'api' });
    const refused = await api().post(`/api/archives/1/${verb}`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'ARCHIVE_BUSY', job_id: 1, type: '/problems/archive-busy' });
  });

  it('names both stacks that share a name', async () => {
    const { body } = await create({ name: 'a', stacks: ['twin'] });
    expect(body).toMatchObject({
      status: 422,
      code: 'AMBIGUOUS_STACK_NAME',
      paths: ['/opt/stacks/twin', '/srv/twin'],
    });
  });
});
