import { Injectable } from '@nestjs/common';
import { DataSource, type Repository } from 'typeorm';
import {
  ArchiveNameTaken,
  ArchiveNotFound,
  ArchiveRepository,
  type Archive,
  type ArchivePlan,
} from '../../../../modules/archives/index.js';
import { fromPlan, toArchive } from '../mappers/archive.mapper.js';
import { ArchiveRow } from '../rows/archive.row.js';
import { isDuplicate } from '../violations.js';

@Injectable()
export class PostgresArchiveRepository extends ArchiveRepository {
  readonly #rows: Repository<ArchiveRow>;

  constructor(dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(ArchiveRow);
  }

  async findAll(): Promise<readonly Archive[]> {
    const rows = await this.#rows.createQueryBuilder('archive').orderBy('lower(archive.name)').getMany();
    return rows.map(toArchive);
  }

  async findById(id: number): Promise<Archive | null> {
    const row = await this.#rows.findOneBy({ id });
    return row && toArchive(row);
  }

  async create(plan: ArchivePlan, at: Date): Promise<Archive> {
    const row = this.#rows.create({ ...fromPlan(plan), createdAt: at, updatedAt: at });
    await this.#refusingTakenName(plan.name, () => this.#rows.insert(row));
    return toArchive(row);
  }

  async update(id: number, plan: ArchivePlan, at: Date): Promise<Archive> {
    const change = { ...fromPlan(plan), updatedAt: at };
    await this.#refusingTakenName(plan.name, () => this.#rows.update({ id }, change));
    const changed = await this.findById(id);
    if (!changed) throw new ArchiveNotFound(id);
    return changed;
  }

  async delete(id: number): Promise<void> {
    const { affected } = await this.#rows.delete({ id });
    if (!affected) throw new ArchiveNotFound(id);
  }

  async #refusingTakenName(name: string, write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      throw isDuplicate(error, 'archives_name_key') ? new ArchiveNameTaken(name) : error;
    }
  }
}
