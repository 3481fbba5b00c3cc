import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import request from 'supertest';
import { until } from '../../support/docker/until.js';
import { aJob, lines } from './arrange.js';
import { type HttpService, startHttpService } from './http-service.js';

describe('job logs over HTTP', () => {
  let service: HttpService;
  beforeEach(async () => {
    service = await startHttpService();
  });
  afterEach(async () => {
    await service.close();
    expect(service.log.errors).toEqual([]);
  });

  const api = () => request(service.server);

  it('downloads the log, one line an entry, in local time, of one stack if asked', async () => {
    const { id } = await aJob(service.twins);
    await service.twins.jobLog.append(id, [...lines(1, 3), ...lines(4, 1, 'forged\r\u001b[31m\u202e')]);
    const whole = await api().get(`/api/jobs/${id}/log`).expect(200);
    expect(whole.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename=job_${id}.log`,
    });
    expect(whole.text.split('\n')).toEqual([
      expect.stringMatching(/^1 2026-06-01 05:00:01 INFO +\[blog\] line 1\\u\{a\}\\u\{a\}"x"$/),
      expect.stringMatching(/^2 /),
      expect.stringMatching(/^3 2026-06-01 05:00:03 INFO +line 3/),
      expect.stringMatching(/^4 .* forged\\u\{d\}\\u\{1b\}\[31m\\u\{202e\}$/),
      '',
    ]);
    const one = await api().get(`/api/jobs/${id}/log?stack=blog`);
    expect(one.text.match(/^\d+/gm)).toEqual(['1', '2', '4']);
    expect(one.headers['content-disposition']).toBe(`attachment; filename=job_${id}_blog.log`);
    const odd = await api().get(`/api/jobs/${id}/log`).query({ stack: '../a"\r\nX: y' }).expect(200);
    expect(odd.headers['content-disposition']).toBe(`attachment; filename=job_${id}_.._a___X__y.log`);
    expect(odd.text).toBe('');
  });

  it('streams a long log no faster than its reader reads', async () => {
    const { jobLog } = service.twins;
    const { id } = await aJob(service.twins);
    await jobLog.append(id, lines(1, 6_000, 'x'.repeat(10_000)));
    const asked = get(`${service.address}/api/jobs/${id}/log`);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let [last, since] = [-1, Date.now()];
    await until('the service to wait', () => {
      if (jobLog.reads !== last) [last, since] = [jobLog.reads, Date.now()];
      return Date.now() - since > 500;
    });
    expect(jobLog.reads).toBeLessThan(5);
    let bytes = 0;
    response.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await once(response, 'end');
    expect(bytes).toBeGreaterThan(60_000_000);
    expect(jobLog.reads).toBe(7);
  });

  it('tells what was added to the log since', async () => {
    const { id } = await aJob(service.twins);
    await service.twins.jobLog.append(id, lines(1, 4));
    const tail = async (query: string): Promise<Record<string, unknown>> => {
      const { body } = await api().get(`/api/jobs/${id}/log/tail${query}`).expect(200);
      return body as Record<string, unknown>;
    };
    expect(await tail('')).toMatchObject({ last_line: 4, complete: false, job: { id, status: 'running' } });
    expect(await tail('?last_line=3')).toEqual({
      lines: [
        { number: 4, time: '2026-06-01T03:00:04.000Z', level: 'INFO', stack: 'blog', text: 'line 4\n\n"x"' },
      ],
      last_line: 4,
      complete: false,
      job: expect.objectContaining({ id }),
    });
    expect((await tail('?last_line=2&stack=blog'))['lines']).toHaveLength(1);
    expect(await tail('?last_line=9')).toMatchObject({ lines: [], last_line: 9 });
    const finished = { status: 'success', finishedAt: new Date(), totalSizeBytes: 0, error: null } as const;
    await service.twins.jobs.finish(id, 'w', finished);
    expect(await tail('?last_line=4')).toMatchObject({ complete: true, job: { status: 'success' } });
  });
});
