import { Injectable } from '@nestjs/common';

/** The jobs that this very process works on. */
@Injectable()
export class ActiveJobs {
  private readonly ids = new Set<number>();

  has(jobId: number): boolean {
    return this.ids.has(jobId);
  }

  async during<T>(jobId: number, work: () => Promise<T>): Promise<T> {
    this.ids.add(jobId);
    try {
      return await work();
    } finally {
      this.ids.delete(jobId);
    }
  }
}
