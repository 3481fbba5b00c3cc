import { until } from '../docker/until.js';
import type { WireJobWithMetrics, WireReadiness } from './wire.js';

/** What people do with a service over HTTP. */
export abstract class ServiceClient {
  address = '';

  async get<T>(path: string): Promise<T> {
    return (await this.fetch(path)) as T;
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })) as T;
  }

  /** Starts an ad-hoc backup and returns the job's id. */
  async backUp(stacks: readonly string[], more: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const { job_id } = await this.post<{ readonly job_id: number }>('/api/jobs', { stacks, ...more });
    return job_id;
  }

  job(id: number): Promise<WireJobWithMetrics> {
    return this.get(`/api/jobs/${id}`);
  }

  async finished(id: number): Promise<WireJobWithMetrics> {
    await until(
      `job ${id} to end`,
      async () => !['queued', 'running'].includes((await this.job(id)).job.status),
      { seconds: 90 },
    );
    return this.job(id);
  }

  /** Also when the service cannot tell how it is now and then, because its database is away. */
  async finishedAtLast(id: number): Promise<WireJobWithMetrics> {
    await until(`the service to know of job ${id}`, () => this.job(id).catch(() => null));
    return this.finished(id);
  }

  async log(id: number): Promise<string> {
    return (await fetch(`${this.address}/api/jobs/${id}/log`)).text();
  }

  ready(): Promise<WireReadiness> {
    return this.get('/health/ready');
  }

  private async fetch(path: string, init?: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.address}${path}`, init);
    const body = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
    return JSON.parse(body);
  }
}
