import { expectProblem } from './expect-problem.js';
import { type HttpService, startHttpService } from './http-service.js';
import { type RawRequest, send, sendJson } from './send.js';

describe('requests that are wrong whatever they are about', () => {
  let service: HttpService;
  beforeAll(async () => {
    service = await startHttpService();
    await sendJson(service.address, '/api/jobs', { stacks: ['blog'] });
  });
  afterAll(async () => {
    expect(service.log.errors).toEqual([]);
    await service.close();
  });

  const ask = (request: RawRequest) => send(service.address, request);

  it.each([
    ['{'],
    ['{"name": }'],
    ["{'name': 1}"],
    ['{"name":"a",}'],
    ['nul'],
    ['"text"'],
    ['42'],
    ['null'],
    ['\u0000'],
    ['{"a":\u0000}'],
    ['{"name":"a\nb"}'],
    ['[1,2'],
    ['{} {}'],
  ])('a body that is no JSON object: %j', async (body) => {
    expectProblem(await ask({ method: 'POST', path: '/api/archives', body }), 400, 'MALFORMED_REQUEST');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    '',
  ])('Content-Type: %s', async (type) => {
    const request = { method: 'POST', path: '/api/archives', headers: { 'Content-Type': type }, body: '{}' };
    expectProblem(await ask(request), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it.each([
    [{ 'Content-Type': 'application/json; charset=latin1' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [{ 'Content-Type': 'application/json; charset=none' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [{ 'Content-Encoding': 'zip' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [{ 'Content-Encoding': 'gzip' }, 400, 'MALFORMED_REQUEST'],
    [{ Origin: 'https://elsewhere.example' }, 403, 'CROSS_ORIGIN_REQUEST'],
    [{ Origin: 'null' }, 403, 'CROSS_ORIGIN_REQUEST'],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403, 'CROSS_ORIGIN_REQUEST'],
    [{ Host: 'rebound.example:8080' }, 421, 'HOST_NOT_SERVED'],
    [{ Host: '127.0.0.1.example' }, 421, 'HOST_NOT_SERVED'],
    [{ Host: 'localhost@example' }, 421, 'HOST_NOT_SERVED'],
  ])('headers %j', async (headers, status, code) => {
    expectProblem(await ask({ method: 'POST', path: '/api/archives', headers, body: '{}' }), status, code);
  });

  it('a body over 256 kB', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(300_000) });
    expectProblem(await ask({ method: 'POST', path: '/api/archives', body }), 413, 'BODY_TOO_LARGE');
    const headers = { 'Transfer-Encoding': 'chunked' };
    expectProblem(await ask({ method: 'POST', path: '/api/archives', headers, body }), 413, 'BODY_TOO_LARGE');
  });

  it.each([17, 1_000, 100_000])('a body %d levels deep', async (depth) => {
    const deep = `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    for (const body of [deep, `{"name":${deep}}`, `{"retention":{"keep_last":${deep}}}`]) {
      const answer = await ask({ method: 'POST', path: '/api/archives', body });
      expect(expectProblem(answer, 422, 'INVALID_INPUT')['detail']).toContain('nested too deeply');
    }
  });

  it('a body that is wrong in very many ways', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, 1]));
    for (const body of [
      many,
      { ['k'.repeat(200_000)]: 1 },
      { retention: many },
      { stacks: Object.keys(many) },
    ]) {
      const answer = await sendJson(service.address, '/api/archives', body);
      expectProblem(answer, 422, 'INVALID_INPUT');
      expect(answer.text.length).toBeLessThan(20_000);
    }
  });

  it('headers over what Node reads', async () => {
    const headers = { 'X-Long': 'x'.repeat(20_000) };
    expectProblem(await ask({ path: '/api/jobs', headers }), 431, 'HEADERS_TOO_LARGE');
  });

  it.each([
    '/api/jobs/%zz',
    '/api/%',
    '/%ff',
    '/api/jobs?status=%zz',
    '/api/archives/%c3%28',
    '/api/jobs/1/log?stack=%e0%a4',
  ])('GET %s, which is not percent-encoded UTF-8', async (path) => {
    expectProblem(await ask({ path }), 400, 'MALFORMED_REQUEST');
  });

  it.each([
    '/',
    '/api',
    '/api/',
    '/api/nothing',
    '/api/jobs/1/nothing',
    '/healthy',
    '/api//jobs',
    '/API/x',
    '/..%2f..%2fetc/passwd',
    '//evil.example/x',
  ])('GET %s, where there is nothing', async (path) => {
    expectProblem(await ask({ path }), 404, 'ROUTE_NOT_FOUND');
  });

  it.each([
    ['DELETE', '/api/jobs', 'GET, HEAD, OPTIONS, POST'],
    ['PUT', '/api/archives', 'GET, HEAD, OPTIONS, POST'],
    ['PUT', '/api/archives/1', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['POST', '/api/stacks', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/archives/1/run', 'OPTIONS, POST'],
    ['PATCH', '/health', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/api/jobs/1/events', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/api/jobs/1', 'GET, HEAD, OPTIONS'],
  ])('%s %s is not allowed', async (method, path, allow) => {
    const answer = await ask({ method, path });
    expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.allow).toBe(allow);
  });

  it('OPTIONS tells what is allowed, and HEAD what GET would', async () => {
    const options = await ask({ method: 'OPTIONS', path: '/api/archives/1' });
    expect([options.status, options.headers.allow]).toEqual([204, 'DELETE, GET, HEAD, OPTIONS, PATCH']);
    expectProblem(await ask({ method: 'OPTIONS', path: '/api/nothing' }), 404, 'ROUTE_NOT_FOUND');
    for (const path of ['/api/jobs', '/api/jobs/1/log', '/api/jobs/1/events', '/health/ready']) {
      const head = await ask({ method: 'HEAD', path });
      expect([path, head.status, head.text]).toEqual([path, 200, '']);
    }
    expect((await ask({ method: 'HEAD', path: '/api/jobs/7' })).status).toBe(404);
  });

  it('nothing tells what the service is made of, and answers of the API are not stored', async () => {
    const { headers } = await ask({ path: '/api/jobs' });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['x-powered-by']).toBeUndefined();
    expect((await ask({ path: '/api/nothing' })).headers['cache-control']).toBe('no-store');
  });
});
