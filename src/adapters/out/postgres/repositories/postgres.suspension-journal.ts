import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not, type Repository } from 'typeorm';
import {
  SuspensionAlreadyOpen,
  SuspensionJournal,
  type OpenSuspension,
  type ResumeAttempt,
  type Suspension,
} from '../../../../modules/stacks/index.js';
import { toOpenSuspension } from '../mappers/suspension.mapper.js';
import { SuspensionRow } from '../rows/suspension.row.js';
import { isDuplicate } from '../violations.js';

const FRESH = { attempts: 0, lastError: null, startedAt: null, watchUntil: null };

/** Each write is a transaction of its own. */
@Injectable()
export class PostgresSuspensionJournal extends SuspensionJournal {
  readonly #rows: Repository<SuspensionRow>;

  constructor(dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(SuspensionRow);
  }

  async open(suspension: Suspension): Promise<void> {
    try {
      await this.#rows.manager.transaction(async (manager) => {
        // On disk when it resolves, also on a server that commits asynchronously.
        await manager.query(`SET LOCAL synchronous_commit TO 'on'`);
        const rows = manager.getRepository(SuspensionRow);
        await rows.delete({ stackPath: suspension.stackPath, startedAt: Not(IsNull()) });
        await rows.insert({ ...suspension, ...FRESH });
      });
    } catch (error) {
      throw isDuplicate(error, 'suspensions_pkey') ? new SuspensionAlreadyOpen(suspension.stackPath) : error;
    }
  }

  async close(stackPath: string, jobId: number): Promise<void> {
    await this.#rows.delete({ stackPath, jobId });
  }

  async record(stackPath: string, jobId: number, { error, ...rest }: ResumeAttempt): Promise<void> {
    const attempts = (): string => (error === null ? '"attempts"' : '"attempts" + 1');
    await this.#rows.update({ stackPath, jobId }, { ...rest, attempts, lastError: error });
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
