import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expectProblem } from './expect-problem.js';
import { type HttpService, startHttpService } from './http-service.js';
import { type Answer, type RawRequest, send } from './send.js';

const KEYS = [
  ...['name', 'stacks', 'stop_containers', 'include_data', 'output_format', 'compression_level'],
  ...['schedule_enabled', 'schedule_cron', 'retention', 'keep_last', 'one_per_day', 'dry_run', 'id'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'then', ''],
];
const TEXTS = [
  'blog',
  '/opt/stacks/wiki',
  'twin',
  'tar.gz',
  '0 3 * * *',
  '',
  '\0',
  '\ud800',
  '../..',
  '__proto__',
];
const QUERY_KEYS = ['limit', 'cursor', 'status', 'type', 'archive_id', 'stack', 'last_line', 'last_event_id'];

const anyKey = fc.oneof(fc.constantFrom(...KEYS), fc.string({ unit: 'binary', maxLength: 5 }));
const anyText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 20 }));
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    anyText,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 6 }).map(objectOf),
}));

/** As JSON.parse makes it: `__proto__` is a key like any other. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${members.join(',')}}`) as object;
}

const anyBody = fc.oneof(
  anyJson.object.map((value) => JSON.stringify(value)),
  anyJson.object.map((value) => JSON.stringify({ name: 'fine', stacks: ['blog'], ...value })),
  anyJson.value.map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary' }),
);

describe('any input', () => {
  let service: HttpService;
  beforeAll(async () => {
    service = await startHttpService();
    await send(service.address, {
      ...{ method: 'POST', path: '/api/archives', body: '{"name":"a","stacks":["blog"]}' },
    });
    await send(service.address, { method: 'POST', path: '/api/archives/1/run' });
    await send(service.address, { method: 'POST', path: '/api/jobs/1/cancel' });
  });
  afterAll(async () => {
    expect(service.log.errors).toEqual([]);
    await service.close();
  });

  const neverBreaks = async (request: RawRequest): Promise<void> => {
    const answer = await send(service.address, request);
    expect({ request, answer, broke: answer.status >= 500 }).toMatchObject({ broke: false });
    if (answer.status >= 400) expectProblem(answer, answer.status, codeOf(answer));
  };

  it.each([
    ['POST', '/api/archives'],
    ['POST', '/api/archives/1/edit'],
    ['PATCH', '/api/archives/1'],
    ['POST', '/api/jobs'],
    ['POST', '/api/archives/1/run'],
  ])('any body to %s %s', async (method, path) => {
    const property = fc.asyncProperty(anyBody, (body) => neverBreaks({ method, path, body }));
    await fc.assert(property, { numRuns: 150 });
  });

  const anyQuery = fc
    .array(
      fc.tuple(fc.oneof(fc.constantFrom(...QUERY_KEYS), anyKey), fc.oneof(anyText, fc.nat().map(String))),
      {
        maxLength: 4,
      },
    )
    .map((pairs) =>
      pairs
        .map((pair) => pair.map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, ''))).join('='))
        .join('&'),
    );
  const rawQuery = fc.stringMatching(/^[!$-;=?-~]{0,30}$/);

  it.each([
    '/api/jobs',
    '/api/jobs/1/log',
    '/api/jobs/1/log/tail',
    '/api/jobs/1/events',
    '/api/stacks',
    '/health',
  ])('any query to %s', async (path) => {
    const property = fc.asyncProperty(fc.oneof(anyQuery, rawQuery), (query) =>
      neverBreaks({ path: `${path}?${query}` }),
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it('any path and method', async () => {
    const anyPath = fc.stringMatching(
      /^(\/(api|jobs|archives|1|log|events|health|[!$-.0-;=@-~]{0,6})){0,5}$/,
    );
    const anyMethod = fc.constantFrom(
      'GET',
      'HEAD',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
      'QUERY',
    );
    const property = fc.asyncProperty(anyMethod, anyPath, async (method, path) => {
      const answer = await send(service.address, { method, path: path === '' ? '/' : path });
      expect({ path, broke: answer.status >= 500 }).toEqual({ path, broke: false });
      if (answer.status >= 400 && method !== 'HEAD') expectProblem(answer, answer.status, codeOf(answer));
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it.each([
    'GARBAGE\r\n\r\n',
    'GET /a b HTTP/1.1\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /api/jobs HTTP/1.1\r\nX\r\n\r\n',
    '\u0016\u0003\u0001',
  ])('bytes that are no HTTP: %j', async (bytes) => {
    const socket = connect(Number(new URL(service.address).port), '127.0.0.1');
    socket.write(`${bytes}\r\n\r\n`);
    const [head, body] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(JSON.parse(body ?? '')).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
  });
});

const codeOf = (answer: Answer): string => String((JSON.parse(answer.text) as { code: unknown }).code);

describe('what nobody foresaw', () => {
  it('is told as little as possible, and logged with all there is', async () => {
    const service = await startHttpService();
    const secret = new Error('password=hunter2');
    service.twins.archives.findAll = () => Promise.reject(secret);
    const answer = await send(service.address, { path: '/api/archives' });
    const problem = expectProblem(answer, 500, 'INTERNAL_ERROR');
    expect(answer.text).not.toContain('hunter2');
    expect(problem['correlation_id']).toMatch(/^[0-9a-f-]{36}$/);
    const [logged] = service.log.errors;
    expect(logged?.[0]).toContain(problem['correlation_id']);
    expect(logged).toContain(secret);
    await service.close();
  });

  it('cuts an answer off that is half sent', async () => {
    const service = await startHttpService();
    await service.twins.jobs.add({
      ...{ type: 'archive', archiveId: null, triggeredBy: 'api', dryRun: false, queuedAt: new Date() },
      plan: {
        ...{ archiveName: 'adhoc', stacks: [], stopContainers: true, includeData: true },
        ...{ outputFormat: 'tar', compressionLevel: null },
      },
    });
    service.twins.jobLog.read = () => Promise.reject(new Error('gone'));
    await expect(send(service.address, { path: '/api/jobs/1/log' })).rejects.toThrow(
      /hang up|aborted|terminated/,
    );
    await expect(send(service.address, { path: '/api/jobs/1/events' })).rejects.toThrow(/aborted|terminated/);
    expect(service.log.errors).toHaveLength(2);
    expect((await send(service.address, { path: '/health' })).status).toBe(200);
    await service.close();
  });
});
