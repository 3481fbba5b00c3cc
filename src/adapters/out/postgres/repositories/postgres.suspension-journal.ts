import { Injectable } from '@nestjs/common';
import { DataSource, type Repository } from 'typeorm';
import {
  SuspensionAlreadyOpen,
  SuspensionJournal,
  type OpenSuspension,
  type Suspension,
} from '../../../../modules/stacks/index.js';
import { toOpenSuspension } from '../mappers/suspension.mapper.js';
import { SuspensionRow } from '../rows/suspension.row.js';
import { isDuplicate } from '../violations.js';

/** Each write is a transaction of its own, on disk when it resolves: we never turn `synchronous_commit` off. */
@Injectable()
export class PostgresSuspensionJournal extends SuspensionJournal {
  readonly #rows: Repository<SuspensionRow>;

  constructor(dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(SuspensionRow);
  }

  async open(suspension: Suspension): Promise<void> {
    try {
      await this.#rows.insert({ ...suspension, attempts: 0, lastError: null });
    } catch (error) {
      throw isDuplicate(error, 'suspensions_pkey') ? new SuspensionAlreadyOpen(suspension.stackPath) : error;
    }
  }

  async close(stackPath: string, jobId: number): Promise<void> {
    await this.#rows.delete({ stackPath, jobId });
  }

  async recordFailure(stackPath: string, jobId: number, error: string): Promise<void> {
    await this.#rows.update({ stackPath, jobId }, { attempts: () => '"attempts" + 1', lastError: error });
  }

  async findOpen(): Promise<readonly OpenSuspension[]> {
    const rows = await this.#rows.find({ order: { openedAt: 'ASC' } });
    return rows.map(toOpenSuspension);
  }

  async findOpenFor(stackPath: string): Promise<OpenSuspension | null> {
    const row = await this.#rows.findOneBy({ stackPath });
    return row && toOpenSuspension(row);
  }
}
