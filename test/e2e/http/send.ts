import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  /** Sent as it is, unlike through `fetch` or supertest. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const agent = new Agent({ keepAlive: false });

/** Sends exactly these bytes; a body is JSON unless the headers say something else. */
export function send(
  address: string,
  { method = 'GET', path, headers = {}, body }: RawRequest,
): Promise<Answer> {
  const { hostname, port } = new URL(address);
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, agent, headers: { ...json, ...headers } });
    sent.once('error', reject);
    sent.once('response', (response) => {
      text(response).then(
        (received) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received }),
        reject,
      );
    });
    sent.end(body);
  });
}

export const sendJson = (address: string, path: string, body: unknown): Promise<Answer> =>
  send(address, { method: 'POST', path, body: JSON.stringify(body) });
