import type { Answer } from './send.js';

/** Everything that each failure promises to say; returns it. */
export function expectProblem(answer: Answer, status: number, code: string): Record<string, unknown> {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const body = JSON.parse(answer.text) as Record<string, unknown>;
  expect(body).toMatchObject({ status, code, type: `/problems/${code.toLowerCase().replaceAll('_', '-')}` });
  expect(body['title']).toMatch(/^[A-Z][a-z0-9 ]+$/);
  expect(body['detail']).toMatch(/\S{2,} \S{2,}/);
  return body;
}
