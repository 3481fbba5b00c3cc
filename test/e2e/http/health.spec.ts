import request from 'supertest';
import { expectProblem } from './expect-problem.js';
import { type HttpService, startHttpService } from './http-service.js';
import { send } from './send.js';

describe('health', () => {
  let service: HttpService;
  beforeEach(async () => {
    service = await startHttpService();
  });
  afterEach(() => service.close());

  const ready = () => request(service.server).get('/health/ready');
  const suspend = () =>
    service.twins.journal.open({
      ...{ jobId: 3, stackPath: '/opt/stacks/blog', stackName: 'blog', project: 'blog' },
      ...{ containers: [], openedAt: new Date(0) },
    });

  it('is alive whatever else is not', async () => {
    service.twins.database.outage = new Error('gone');
    service.twins.runtime.setOutage('gone');
    await request(service.server).get('/health').expect(200, { status: 'ok' });
  });

  it('is ready when database and engine answer, also while a stack is stopped for its backup', async () => {
    await suspend();
    const { body } = await ready().expect(200);
    expect(body).toEqual({
      status: 'ok',
      checks: {
        database: { status: 'ok', error: null },
        engine: { status: 'ok', error: null, version: 'in memory' },
        suspensions: [
          {
            ...{ stack_name: 'blog', stack_path: '/opt/stacks/blog', job_id: 3, attempts: 0 },
            ...{ opened_at: '1970-01-01T00:00:00.000Z', last_error: null, left_down: false },
          },
        ],
      },
      alarms: [],
    });
  });

  it('says of any request that needs the database that it is away', async () => {
    service.twins.database.outage = new Error('connect ECONNREFUSED');
    service.twins.archives.findAll = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    expectProblem(await send(service.address, { path: '/api/archives' }), 503, 'DATABASE_UNAVAILABLE');
  });

  it('raises an alarm for a stack left down, and stays ready', async () => {
    await suspend();
    const attempt = { startedAt: null, watchUntil: null, error: 'port 80 is taken' };
    await service.twins.journal.record('/opt/stacks/blog', 3, attempt);
    const { body } = await ready().expect(200);
    expect(body).toMatchObject({
      status: 'degraded',
      checks: { suspensions: [{ attempts: 1, last_error: 'port 80 is taken', left_down: true }] },
    });
    expect(body.alarms).toEqual([expect.stringMatching(/"blog".*port 80 is taken/)]);
  });

  it('raises an alarm for a stack that runs but is ill, and none for one that is only watched', async () => {
    await suspend();
    const { journal } = service.twins;
    const now = new Date();
    await journal.record('/opt/stacks/blog', 3, { startedAt: now, watchUntil: null, error: 'db is ill' });
    const { body: ill } = await ready().expect(200);
    expect(ill).toMatchObject({ status: 'degraded', checks: { suspensions: [{ left_down: false }] } });
    expect(ill.alarms).toEqual([expect.stringMatching(/"blog".*runs, but not as before: db is ill/)]);
    await journal.record('/opt/stacks/blog', 3, { startedAt: now, watchUntil: now, error: null });
    const { body: watched } = await ready().expect(200);
    expect(watched).toMatchObject({ status: 'ok', checks: { suspensions: [] }, alarms: [] });
  });

  it('is degraded without the engine, and stays ready', async () => {
    service.twins.runtime.setOutage('gone');
    const { body } = await ready().expect(200);
    expect(body).toMatchObject({
      status: 'degraded',
      checks: { engine: { status: 'failed', version: null } },
    });
    expect(body.checks.engine.error).toContain('gone');
  });

  it('is not ready without the database', async () => {
    service.twins.database.outage = new Error('connection refused');
    const problem = expectProblem(await send(service.address, { path: '/health/ready' }), 503, 'NOT_READY');
    expect(problem['detail']).toContain('connection refused');
    expect(problem['checks']).toMatchObject({ database: { status: 'failed' }, engine: { status: 'ok' } });
  });
});
