import { BAD_BODIES } from './bad-bodies.cases.js';
import { BAD_IDS, BAD_NUMBERS, BAD_QUERIES } from './bad-queries.cases.js';
import { expectProblem } from './expect-problem.js';
import { type HttpService, startHttpService } from './http-service.js';
import { type RawRequest, send } from './send.js';

describe('bad input', () => {
  let service: HttpService;
  beforeAll(async () => {
    service = await startHttpService();
    await post('/api/archives', { name: 'Taken', stacks: ['blog'] });
    await post('/api/archives/1/run', {});
  });
  afterAll(async () => {
    expect(service.log.errors).toEqual([]);
    await service.close();
  });

  const ask = (request: RawRequest) => send(service.address, request);
  const post = (path: string, body: unknown) => ask({ method: 'POST', path, body: JSON.stringify(body) });

  const withId: readonly (readonly [string, string])[] = [
    ['GET', '/api/archives/$'],
    ['PATCH', '/api/archives/$'],
    ['DELETE', '/api/archives/$'],
    ['POST', '/api/archives/$/edit'],
    ['POST', '/api/archives/$/delete'],
    ['POST', '/api/archives/$/run'],
    ['POST', '/api/archives/$/dry-run'],
    ['GET', '/api/jobs/$'],
    ['POST', '/api/jobs/$/cancel'],
    ['GET', '/api/jobs/$/log'],
    ['GET', '/api/jobs/$/log/tail'],
    ['GET', '/api/jobs/$/events'],
  ];

  it.each(withId)('%s %s without such an object', async (method, path) => {
    const code = path.includes('jobs') ? 'JOB_NOT_FOUND' : 'ARCHIVE_NOT_FOUND';
    const answer = await ask({ method, path: path.replace('$', '987654') });
    expectProblem(answer, 404, code);
  });

  it.each(withId)('%s %s with an id that is none', async (method, path) => {
    for (const id of BAD_IDS) {
      const problem = expectProblem(await ask({ method, path: path.replace('$', id) }), 422, 'INVALID_INPUT');
      expect(problem['errors']).toMatchObject([{ field: 'id' }]);
    }
  });

  it.each(BAD_QUERIES)('GET %s', async (path, field) => {
    const problem = expectProblem(await ask({ path }), 422, 'INVALID_INPUT');
    expect(problem['errors']).toMatchObject([{ field }]);
  });

  it.each([
    '/api/jobs?limit=$',
    '/api/jobs?cursor=$',
    '/api/jobs?archive_id=$',
    '/api/jobs/1/log/tail?last_line=$',
  ])('GET %s with a number that is none', async (path) => {
    for (const value of BAD_NUMBERS) {
      expectProblem(await ask({ path: path.replace('$', value) }), 422, 'INVALID_INPUT');
    }
  });

  it.each(['abc', '-1', '1.5', '2147483648', '1, 2', ' ', '٣'])('Last-Event-ID: %s', async (value) => {
    const headers = { 'Last-Event-ID': Buffer.from(value).toString('latin1') };
    expectProblem(await ask({ path: '/api/jobs/1/events', headers }), 422, 'INVALID_INPUT');
  });

  const titled = BAD_BODIES.map((bad) => [bad[0], JSON.stringify(bad[1]).slice(0, 80), bad] as const);
  it.each(titled)('POST %s %s', async (_path, _start, [path, body, status, code, field]) => {
    const problem = expectProblem(await post(path, body), status, code);
    if (field === undefined) return;
    const fields = (problem['errors'] as { field: string }[]).map((error) => error.field);
    expect(fields).toContain(field);
  });

  it('a finished job cannot be cancelled', async () => {
    const { text } = await post('/api/jobs', { stacks: ['wiki'] });
    const { job_id } = JSON.parse(text) as { job_id: number };
    const cancel = { method: 'POST', path: `/api/jobs/${job_id}/cancel` };
    expect((await ask(cancel)).status).toBe(202);
    expectProblem(await ask(cancel), 409, 'ILLEGAL_JOB_TRANSITION');
  });
});
