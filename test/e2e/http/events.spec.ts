import { pendingMetric } from '../../../src/modules/jobs/index.js';
import { until } from '../../support/docker/until.js';
import { aJob, lines } from './arrange.js';
import { EventClient } from './event-client.js';
import { expectProblem } from './expect-problem.js';
import { type HttpService, startHttpService } from './http-service.js';
import { send } from './send.js';

describe('following a job over a socket', () => {
  let service: HttpService;
  let clients: EventClient[];
  beforeEach(async () => {
    clients = [];
    service = await startHttpService(20);
  });
  afterEach(async () => {
    clients.forEach((client) => client.leave());
    await service.close();
    expect(service.log.errors).toEqual([]);
  });

  const follow = async (path: string, headers?: Record<string, string>): Promise<EventClient> => {
    const client = await EventClient.open(`${service.address}${path}`, headers);
    clients.push(client);
    return client;
  };
  const finish = async (id: number): Promise<void> => {
    const { jobs, signals } = service.twins;
    await jobs.finish(id, 'w', { status: 'success', finishedAt: new Date(), totalSizeBytes: 9, error: null });
    await signals.send({ jobId: id, change: 'status' });
  };
  const reads = () => service.twins.jobLog.reads;
  const listeners = () => service.twins.signals.listeners;

  it('sends status, metrics, lines and done, in this order, and ends', async () => {
    const { jobs, jobLog, signals } = service.twins;
    const { id } = await aJob(service.twins);
    await jobs.saveMetric(id, pendingMetric('blog', '/opt/stacks/blog'));
    await jobLog.append(id, lines(1, 2));
    const client = await follow(`/api/jobs/${id}/events`);
    await until('the state', () => client.events.length === 4);
    await jobLog.append(id, lines(3, 1));
    await signals.send({ jobId: id, change: 'log' });
    await until('the new line', () => client.events.length === 5);
    await finish(id);
    await until('the end', () => client.ended);
    expect(client.names()).toEqual([
      ...['status', 'metrics', 'log', 'log', 'log'],
      ...['status', 'metrics', 'done'],
    ]);
    expect(client.events[0]?.data).toMatchObject({ id, status: 'running', triggered_by: 'api' });
    expect(client.events[1]?.data).toMatchObject([{ stack_name: 'blog', status: 'pending' }]);
    expect(client.events[2]).toEqual({
      event: 'log',
      id: '1',
      data: {
        number: 1,
        time: '2026-06-01T03:00:01.000Z',
        level: 'INFO',
        stack: 'blog',
        text: 'line 1\n\n"x"',
      },
    });
    expect(client.events.map((event) => event.id)).toEqual([
      ...[undefined, undefined, '1', '2', '3'],
      ...[undefined, undefined, undefined],
    ]);
    expect(client.events.at(-1)?.data).toMatchObject({ id, status: 'success', total_size_bytes: 9 });
    expect(client.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    await until('the source to be closed', () => listeners() === 0);
  });

  it.each([
    ['the header', '', { 'Last-Event-ID': '3' }],
    ['the query', '?last_event_id=3', {}],
    ['the header before the query', '?last_event_id=1', { 'Last-Event-ID': '3' }],
  ])('replays from where %s says', async (_what, query, headers) => {
    const { id } = await aJob(service.twins);
    await service.twins.jobLog.append(id, lines(1, 5));
    await finish(id);
    const client = await follow(`/api/jobs/${id}/events${query}`, headers);
    await until('the end', () => client.ended);
    const logs = client.events.filter(({ event }) => event === 'log');
    expect(logs.map((event) => event.id)).toEqual(['4', '5']);
    expect(client.names().at(-1)).toBe('done');
  });

  it('keeps a quiet stream alive, and notices that its client leaves it', async () => {
    const { id } = await aJob(service.twins);
    const client = await follow(`/api/jobs/${id}/events`);
    await until('signs of life', () => client.comments >= 3);
    expect(client.names()).toEqual(['status', 'metrics']);
    expect(listeners()).toBe(1);
    client.leave();
    await until('the source to be closed', () => listeners() === 0);
  });

  it('waits for a client that does not read, and then goes on', async () => {
    const { id } = await aJob(service.twins);
    const client = await follow(`/api/jobs/${id}/events`);
    client.pause();
    await service.twins.jobLog.append(id, lines(1, 5_000, 'x'.repeat(10_000)));
    await finish(id);
    await settled(reads);
    expect(reads()).toBeLessThan(4);
    client.resume();
    await until('the end', () => client.ended);
    expect(client.events.filter(({ event }) => event === 'log')).toHaveLength(5_000);
    expect(client.names().at(-1)).toBe('done');
  });

  it('notices that a client leaves that did not read', async () => {
    const { id } = await aJob(service.twins);
    const client = await follow(`/api/jobs/${id}/events`);
    client.pause();
    await service.twins.jobLog.append(id, lines(1, 5_000, 'x'.repeat(10_000)));
    await service.twins.signals.send({ jobId: id, change: 'log' });
    await settled(reads);
    client.leave();
    await until('the source to be closed', () => listeners() === 0);
  });

  it('refuses an unknown job before the stream begins', async () => {
    expectProblem(await send(service.address, { path: '/api/jobs/7/events' }), 404, 'JOB_NOT_FOUND');
  });

  it('ends open streams, also unread ones, when the service stops', async () => {
    const { id } = await aJob(service.twins);
    const reader = await follow(`/api/jobs/${id}/events`);
    const sleeper = await follow(`/api/jobs/${id}/events`);
    sleeper.pause();
    await service.twins.jobLog.append(id, lines(1, 5_000, 'x'.repeat(10_000)));
    await service.twins.signals.send({ jobId: id, change: 'log' });
    await settled(reads);
    await service.close();
    await until('the end of the read one', () => reader.ended);
    expect(listeners()).toBe(0);
  });
});

/** Resolves when the number has not changed for a while. */
async function settled(count: () => number): Promise<void> {
  let last = -1;
  let since = Date.now();
  await until('nothing to change any more', () => {
    if (count() !== last) [last, since] = [count(), Date.now()];
    return Date.now() - since > 500;
  });
}
